/** The clocks that run for one recipient, with the moment they started and the moment they run out. */
import { momentOf } from '#forms/answers/moments.ts'
import type { Seen } from '#forms/condition.ts'
import type { Told } from '#forms/condition/told.ts'
import { dueAt } from '#forms/deadlines.ts'
import type { Clock } from '#forms/deadlines/clock.ts'
import type { Answer } from '#forms/item.ts'
import type { ClockRun, Due, RecipientId } from '#forms/plan.ts'
import type { Judged } from './routes.ts'

export function clocksOf(
  recipient: RecipientId,
  holding: readonly Judged[],
  told: Told,
  now: number,
  seen: Seen,
): ClockRun[] {
  const runs = new Map<string, ClockRun>()
  for (const { compiled } of holding) {
    for (const { clock, startsAt, when, to } of compiled.clocks) {
      if (runs.has(clock.id)) continue
      const truth = when?.(told, now, seen)
      if (truth === undefined || truth.value === 'yes')
        runs.set(clock.id, runOf(clock, to ?? recipient, told[startsAt]))
    }
  }
  return [...runs.values()]
}

function runOf(clock: Clock, recipient: RecipientId, answer: Answer | undefined): ClockRun {
  const run = { clock: clock.id, recipient, report: clock.report, startsFrom: clock.startsFrom }
  const start = startIn(answer)
  const due = start === undefined ? undefined : dueFrom(clock, start)
  return due ? { ...run, due, start } : { ...run, due: withoutStart(clock) }
}

/** What is due promptly is due now, whether or not the start is known. */
function withoutStart(clock: Clock): Due {
  if (clock.counts.by === 'promptly') return { kind: 'promptly' }
  return clock.counts.by === 'none' ? { kind: 'none' } : { kind: 'open' }
}

/** An instant with its offset, or a day. */
const moment = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/

/** A moment, or the moment of a time that is only estimated. */
function startIn(answer: Answer | undefined): string | undefined {
  const value = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer
  return typeof value === 'string' ? value : undefined
}

/** And one that there is: not 30 February, which Date.parse takes for 2 March. */
const isMoment = (text: string) => moment.test(text) && momentOf(text) !== undefined

const remembered = new Map<string, Due>()

/**
 * Undefined when it starts at no moment. Counting days is the dearest step of a plan and always gives the same answer, so
 * it is remembered for a while.
 */
function dueFrom(clock: Clock, start: string): Due | undefined {
  const key = `${clock.id} ${start}`
  const known = remembered.get(key)
  if (known) return known
  if (!isMoment(start)) return undefined
  if (remembered.size >= 2000) remembered.clear()
  const due = dueAt(clock, start)
  remembered.set(key, due)
  return due
}
