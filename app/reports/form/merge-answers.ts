/**
 * Two tabs, two devices, one draft. A page that was loaded before somebody else saved may change only its own items, and
 * never silently one that was changed elsewhere since.
 */
import { sameAnswer } from '#forms/changes.ts'
import type { Answer, Answers, ItemId } from '#forms/item.ts'

export interface DraftState {
  version: number
  answers: Answers
  /** The version in which an item last changed, in digits. */
  stamps: Readonly<Record<ItemId, string>>
}

export interface PageOfAnswers {
  /** The version of the draft that the page was made from. */
  base: number
  /** Items that it shows as they were in an older version. */
  bases?: ReadonlyMap<ItemId, number>
  /** What the page showed and could read; a shown item that is missing from `answers` was cleared. */
  items: readonly ItemId[]
  answers: Answers
}

export interface Conflict {
  item: ItemId
  mine?: Answer
  theirs?: Answer
}

export interface Merge {
  draft: DraftState
  changed: readonly ItemId[]
  conflicts: readonly Conflict[]
}

export function mergeAnswers(draft: DraftState, page: PageOfAnswers): Merge {
  const differing = page.items.filter((item) => !sameOrBothMissing(draft.answers[item], page.answers[item]))
  const [contested, changed] = partition(
    differing,
    (item) => Number(draft.stamps[item] ?? 0) > (page.bases?.get(item) ?? page.base),
  )
  const conflicts = contested.map((item) => ({ item, mine: page.answers[item], theirs: draft.answers[item] }))
  if (changed.length === 0) return { draft, changed, conflicts }

  const version = draft.version + 1
  const answers: Record<ItemId, Answer> = { ...draft.answers }
  for (const item of changed) {
    const value = page.answers[item]
    if (value === undefined) delete answers[item]
    else answers[item] = value
  }
  const stamps = { ...draft.stamps, ...Object.fromEntries(changed.map((item) => [item, String(version)])) }
  return { draft: { version, answers, stamps }, changed, conflicts }
}

function sameOrBothMissing(one: Answer | undefined, other: Answer | undefined): boolean {
  return one === undefined || other === undefined ? one === other : sameAnswer(one, other)
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  const yes: T[] = []
  const no: T[] = []
  for (const one of all) (test(one) ? yes : no).push(one)
  return [yes, no]
}
