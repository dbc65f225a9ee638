/** Exactly what one recipient gets of a revision, and nothing else. */
import type { Answer, Answers, ItemId, Phase } from './item.ts'
import type { Duty, Plan, RecipientId, Strength } from './plan.ts'

/** What the reporter ticked in the preview: optional items added for a recipient, and items or recipients left out. */
export interface Choices {
  declined: readonly RecipientId[]
  added: Readonly<Record<RecipientId, readonly ItemId[]>>
  withheld: Readonly<Record<RecipientId, readonly ItemId[]>>
}

export interface ProjectedItem {
  item: ItemId
  value: Answer
  strength: Strength
  ground: string
}

export interface Projection {
  recipient: RecipientId
  edition: string
  rulebook: string
  phase: Phase
  duty: Duty
  rules: readonly string[]
  items: readonly ProjectedItem[]
}

export type ProjectionFor = (plan: Plan, answers: Answers, recipient: RecipientId, choices: Choices) => Projection | null
