/** Why a deadline went away: the answers that had set it, told from the revisions themselves. */
import { sameAnswer } from '#forms/changes.ts'
import type { Answer, Answers, ItemId } from '#forms/item.ts'
import type { Plan, RecipientId, Route } from '#forms/plan.ts'

/** A revision with the plan that was made of it when it was sent. */
export interface PlannedRevision {
  number: number
  answers: Answers
  plan: Plan
}

export interface Ending {
  /** The first revision without it. */
  revision: number
  /** The answers whose change ended it; empty when no answer did (the rules changed). */
  items: readonly ItemId[]
  /** What this recipient waits for instead. */
  instead: readonly string[]
}

/** Null when the revisions do not show that it ever ran and stopped. */
export function endingOf(
  history: readonly PlannedRevision[],
  { recipient, clock }: { recipient: RecipientId; clock: string },
): Ending | null {
  const at = history.findLastIndex((one, index) => index > 0 && !runs(one) && runs(history[index - 1]))
  const [before, after] = [history[at - 1], history[at]]
  if (!before || !after) return null
  const changed = changedItems(before.answers, after.answers)
  const [old, now] = [routesWith(before.plan, recipient), routesWith(after.plan, recipient)]
  const set = changed.filter((item) => old.some((route) => turnsOn(route).has(item)))
  const began = changed.filter((item) => now.some((route) => turnsOn(route).has(item)))
  const known = new Set(old.flatMap(({ clocks }) => clocks.map((one) => one.clock)))
  const instead = now.flatMap(({ clocks }) => clocks.map((one) => one.clock)).filter((id) => !known.has(id))
  return { revision: after.number, items: set.length > 0 ? set : began, instead }

  function runs(one: PlannedRevision | undefined): boolean {
    return !!one && routesWith(one.plan, recipient).some(({ clocks }) => clocks.some((run) => run.clock === clock))
  }
}

const routesWith = ({ routes }: Plan, recipient: RecipientId): Route[] =>
  routes.filter((route) => route.recipient === recipient || route.clocks.some((run) => run.recipient === recipient))

/** The answers that a route hangs on. */
function turnsOn({ reasons, clocks, dependsOn }: Route): ReadonlySet<ItemId> {
  return new Set([
    ...dependsOn,
    ...reasons.flatMap((reason) => [...reason.because, ...reason.dependsOn]),
    ...clocks.map(({ startsFrom }) => startsFrom),
  ])
}

function changedItems(before: Answers, after: Answers): ItemId[] {
  const all = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...all].filter((item) => !isSame(before[item], after[item]))
}

const isSame = (one: Answer | undefined, other: Answer | undefined): boolean =>
  one === undefined || other === undefined ? one === other : sameAnswer(one, other)
