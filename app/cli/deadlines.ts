/** `madoguchi deadlines`: lines { id, clock, start, context? } in, { id, due } out. */
import { z } from 'zod'
import { dueAt, findClock } from '#forms/deadlines.ts'
import { answerLines } from './lines.ts'

const vector = z.object({
  id: z.string(),
  clock: z.string(),
  start: z.string(),
  context: z
    .object({
      tz: z.string(),
      entity: z.string(),
      nis2_entity: z.boolean(),
      aware: z.string(),
      holidays: z.array(z.string()),
    })
    .partial()
    .optional(),
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
  const due = dueAt(clock, start, context)
  return { id, due: 'at' in due ? due.at : due.kind }
}
