/** Where the next page of a list begins. A place in one list, or in one order, is none in another, so it says of which it is. */
import { z } from 'zod'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { cursorText, placeInstant, readPlace } from '#db/queue/cursor.ts'

import { ApiProblem } from './problem.server.ts'

/** `place`: as the list itself writes it. */
export const cursorOf = (list: string, place: string): string => cursorText([list, place])

/** What was given out for this list; throws for everything else. */
export function readCursor<T>(
  { after, language }: { after: string | undefined; language: Language },
  list: string,
  schema: z.ZodType<T>,
): { place: T; text: string } | null {
  if (after === undefined) return null
  const [, text = ''] = readPlace(z.tuple([z.literal(list), z.string()]), after) ?? []
  const place = readPlace(schema, text)
  if (place !== null) return { place, text }
  const problem = { field: '/after', code: 'cursor', detail: wordsOf(language)('api:details.cursor') }
  throw new ApiProblem('invalid', { problems: [problem] })
}

/** In a list by time, the newest first. */
export const datedPlace = z.tuple([placeInstant, z.uuid()])
export const datedCursor = (list: string, at: Date, id: string): string =>
  cursorOf(list, cursorText([at.getTime(), id]))
