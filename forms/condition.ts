/**
 * Conditions are data, so that they can be stored, shown, explained and simulated.
 * They are evaluated in three values, because half of the answers are unknown in the first hour.
 */
import type { Answer, ItemId } from './item.ts'

export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { fact: string } // a named condition of the rulebook, for example 'cyber-attack'
  | { item: ItemId; part?: string; is: Answer }
  | { item: ItemId; part?: string; has: readonly Answer[] } // one value or a list: any of these
  | { item: ItemId; part?: string; over: number } // a quantity greater than
  | { item: ItemId; part?: string; answered: true } // a known value is there

/** yes, no, or it depends on these open items (unknown or not answered yet). */
export type Truth = { value: 'yes' } | { value: 'no' } | { value: 'depends'; on: readonly ItemId[] }
