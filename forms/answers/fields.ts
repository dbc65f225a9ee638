/** Names of the inputs on a page. The page, the parser and the prefilled values must agree on them, so they are made here. */
import type { Item, ItemId, Kind } from '#forms/item.ts'

/** `item`, `item.part`, `item.0.part`. Ids and parts hold no dot. */
export function fieldName(item: ItemId, part?: string, index?: number): string {
  return [item, index, part].filter((piece) => piece !== undefined).join('.')
}

/**
 * Inputs beside an input; `field` is a name from fieldName().
 * unknown: tick box "not known yet". other: text for what is not listed. instead: tick boxes of the kind's `instead` words.
 * to: the last day of a period.
 */
export const beside = {
  unknown: (field: string): string => `${field}.unknown`,
  other: (field: string): string => `${field}.other`,
  instead: (field: string): string => `${field}.instead`,
  to: (field: string): string => `${field}.to`,
}

export const insteadOf = (kind: Kind): readonly string[] => ('instead' in kind && kind.instead) || []
export const hasOther = (kind: Kind): boolean => 'others' in kind && kind.others === true

/** The item a field belongs to. */
export const itemOfField = (field: string): ItemId => field.split('.', 1)[0] ?? ''

/** The field a problem is about: where the summary's link leads and the message stands. */
export function fieldOfProblem(problem: { item: ItemId; part?: string; index?: number }, item: Item): string {
  const { kind } = item.asks
  if (kind === 'groups') {
    const [first] = Object.keys(item.asks.parts)
    return fieldName(item.id, problem.part ?? first, problem.index ?? 0)
  }
  return fieldName(item.id, problem.part)
}
