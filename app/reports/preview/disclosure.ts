/** The victim's own announcement beside the report: who is told of it, and whether it gives away what was anonymised. */
import { unknown, type Answers, type ItemId } from '#forms/item.ts'
import type { Plan, RecipientId } from '#forms/plan.ts'
import { projectionFor, type Choices } from '#forms/projection.ts'

export const disclosureItems: readonly ItemId[] = ['pub-status', 'pub-method']

/** Bodies whose part would hold the item if the report were sent now. */
export function toldOf(item: ItemId, plan: Plan, answers: Answers, choices: Choices): RecipientId[] {
  const withItem = answers[item] === undefined ? { ...answers, [item]: unknown } : answers
  return plan.routes.flatMap(({ recipient }) => {
    const part = projectionFor(plan, withItem, recipient, choices)
    return part?.items.some((one) => one.item === item) ? [recipient] : []
  })
}

/** Bodies that get anonymised information while the incident is, or is going to be, announced. */
export function joinable(plan: Plan, answers: Answers, choices: Choices): RecipientId[] {
  const status = answers['pub-status']
  const announced =
    typeof status === 'object' && status !== null && 'status' in status && status.status !== 'none' && status.status
  if (!announced || announced === unknown) return []
  return plan.routes.flatMap(({ recipient }) => {
    const part = projectionFor(plan, answers, recipient, choices)
    return part?.items.some(({ strength }) => strength === 'anonymised') ? [recipient] : []
  })
}
