import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

/** As the form says it: `ground` is an id of the rulebook, or `other` with law and article in words. */
export interface HandOverWish {
  to: RecipientId
  prefecture: string
  delivery: string
  items: readonly ItemId[]
  ground: string
  groundText: string
  reason: string
}

export const handOverLimits = { groundText: 200, reason: 1_000 } as const
export const otherGround = 'other'
