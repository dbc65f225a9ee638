/** What a new revision changed for one recipient: only what that recipient may see is compared. */
import type { Answer, ItemId } from './item.ts'
import type { Projection } from './projection.ts'

export type Change =
  | { item: ItemId; kind: 'added'; after: Answer }
  | { item: ItemId; kind: 'changed'; before: Answer; after: Answer }
  | { item: ItemId; kind: 'removed'; before: Answer }

/** Items that differ by value, in the order of the new projection, removed ones last. Empty iff the items are equal. */
export function changesBetween(before: Projection | null, after: Projection): Change[] {
  const old = valuesOf(before)
  const now = valuesOf(after)
  return [...[...now].flatMap(([item, value]) => told(item, old.get(item), value)), ...gone(old, now)]
}

type Values = ReadonlyMap<ItemId, Answer>

function valuesOf(projection: Projection | null): Values {
  return new Map(projection?.items.map(({ item, value }) => [item, value]))
}

function told(item: ItemId, before: Answer | undefined, after: Answer): Change[] {
  if (before === undefined) return [{ item, kind: 'added', after }]
  return sameAnswer(before, after) ? [] : [{ item, kind: 'changed', before, after }]
}

function gone(old: Values, now: Values): Change[] {
  return [...old].filter(([item]) => !now.has(item)).map(([item, before]) => ({ item, kind: 'removed', before }))
}

/** Equal as JSON: the order of keys means nothing, the order of a list does. */
export function sameAnswer(one: Answer, other: Answer): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (isList(one) || isList(other)) return isList(one) && isList(other) && sameList(one, other)
  const parts = Object.entries(one)
  return parts.length === Object.keys(other).length && parts.every(([part, value]) => hasSame(other, part, value))
}

function sameList(one: readonly Answer[], other: readonly Answer[]) {
  return one.length === other.length && one.every((value, index) => sameAnswer(value, other[index] ?? null))
}

function hasSame(group: { readonly [part: string]: Answer }, part: string, value: Answer) {
  const other = Object.hasOwn(group, part) ? group[part] : undefined
  return other !== undefined && sameAnswer(value, other)
}

function isList(value: Answer): value is readonly Answer[] {
  return Array.isArray(value)
}
