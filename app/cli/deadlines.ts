/** `madoguchi deadlines`: lines { id, clock, start, context? } in, { id, due } out. */
import { z } from 'zod'
import { momentOf } from '#forms/answers/moments.ts'
import { dueAt, findClock } from '#forms/deadlines.ts'
import { answerLines } from './lines.ts'

/** What is null was not told. */
const told = <T>(value: T | null): T | undefined => value ?? undefined

const surroundings = z.object({
  tz: z.string().nullish().transform(told),
  entity: z.string().nullish().transform(told),
  nis2_entity: z.boolean().nullish().transform(told),
  aware: z.string().nullish().transform(told),
  holidays: z.array(z.string()).nullish().transform(told),
})

const vector = z.object({
  id: z.string(),
  clock: z.string(),
  start: z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)]),
  context: surroundings.nullish().transform(told),
})

export function run(): Promise<number> {
  return answerLines('deadlines', deadline)
}

export interface Deadline {
  id: string
  due: string
}

export function deadline(line: unknown): Deadline {
  const { id, clock: name, start, context } = vector.parse(line)
  const clock = findClock(name)
  if (!clock) throw new RangeError(`unknown clock ${name}`)
  const due = dueAt(clock, clock.zone === 'Asia/Tokyo' ? startInJapan(start) : start, context)
  return { id, due: 'at' in due ? due.at : due.kind }
}

const day = /^\d{4}-\d\d-\d\d$/

/** A day stays a day; a time without an offset is Japan time, as it is in answers. */
const startInJapan = (start: string): string => (day.test(start) ? start : (momentOf(start) ?? start))
