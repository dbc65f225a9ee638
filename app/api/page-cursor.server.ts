import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'

import { ApiProblem } from './problem.server.ts'

/** A place in a list, as it is given out. */
export const writeCursor = (at: Date | null, id: string): string =>
  Buffer.from(JSON.stringify([at?.getTime() ?? null, id])).toString('base64url')

/** A place in a list: an instant (ms; null where there is none) and an id, as they were given out. */
export function readCursor(cursor: string | undefined, language: Language): [number | null, string] | null {
  if (cursor === undefined) return null
  try {
    const [at, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isPlace = (at === null || Number.isInteger(at)) && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)
    if (isPlace) return [at === null ? null : Number(at), id]
  } catch {
    // told below, as any other cursor that is none of ours
  }
  const problem = { field: '/after', code: 'cursor', detail: wordsOf(language)('api:details.cursor') }
  throw new ApiProblem('invalid', { problems: [problem] })
}
