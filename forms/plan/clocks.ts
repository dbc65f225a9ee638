/** The clocks that run for one recipient, with the moment they started and the moment they run out. */
import { dueAt, findClock } from '#forms/deadlines.ts'
import type { Clock } from '#forms/deadlines/clock.ts'
import type { Answers } from '#forms/item.ts'
import type { ClockRun, Due, RecipientId } from '#forms/plan.ts'
import type { Judged, Seen } from './routes.ts'

export function clocksOf(
  recipient: RecipientId,
  holding: readonly Judged[],
  answers: Answers,
  now: Date,
  seen: Seen,
): ClockRun[] {
  const runs = new Map<string, ClockRun>()
  for (const { compiled } of holding) {
    for (const { clock: id, when, to } of compiled.clocks) {
      const clock = findClock(id)
      if (!clock || runs.has(id)) continue
      const truth = when?.(answers, now.getTime(), seen)
      if (truth === undefined || truth.value === 'yes') runs.set(id, runOf(clock, to ?? recipient, answers))
    }
  }
  return [...runs.values()]
}

function runOf(clock: Clock, recipient: RecipientId, answers: Answers): ClockRun {
  const start = startOf(answers[clock.startsFrom])
  const run = { clock: clock.id, recipient, report: clock.report, startsFrom: clock.startsFrom }
  if (start === undefined) return { ...run, due: withoutStart(clock) }
  return { ...run, due: dueFrom(clock, start), start }
}

/** What is due promptly is due now, whether or not the start is known. */
function withoutStart(clock: Clock): Due {
  if (clock.counts.by === 'promptly') return { kind: 'promptly' }
  return clock.counts.by === 'none' ? { kind: 'none' } : { kind: 'open' }
}

/** An instant with its offset, or a day. */
const moment = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/

/** A moment, or the moment of a time that is only estimated. */
function startOf(answer: Answers[string] | undefined): string | undefined {
  const value = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer
  return typeof value === 'string' && moment.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined
}

const remembered = new Map<string, Due>()

/** Counting days is the dearest step of a plan and always gives the same answer, so it is remembered for a while. */
function dueFrom(clock: Clock, start: string): Due {
  const key = `${clock.id} ${start}`
  const known = remembered.get(key)
  if (known) return known
  if (remembered.size >= 2000) remembered.clear()
  const due = dueAt(clock, start)
  remembered.set(key, due)
  return due
}
