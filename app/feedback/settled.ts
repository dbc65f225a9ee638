/** Which questions an answer settles, and what of it may go to whom. Pure. */
import { consentField, getsItem, isAnonymised } from '#app/reports/board/beyond-needs.ts'
import { itemsAsked, type Feedback } from '#db/case-files/feedback.server.ts'
import type { ItemId } from '#forms/item.ts'
import type { Plan, RecipientId } from '#forms/plan.ts'
import type { Choices } from '#forms/projection.ts'

interface Settling {
  items: readonly ItemId[]
  consents: readonly string[]
  plan: Plan
  choices: Choices
}

/** A question is settled when everything it asks for is answered, and may go to whoever asked. */
export function settled(about: readonly Feedback[], { items, consents, plan, choices }: Settling) {
  const whole = about.filter((question) => itemsAsked(question).every((item) => items.includes(item)))
  const byRule = dueByRule(whole, plan, choices)
  const byConsent = whole.flatMap((question) => {
    const { recipient } = question
    const beyond = itemsAsked(question).filter((item) => !getsItem(plan, choices, recipient, item))
    const agreed = beyond.every((item) => consents.includes(consentField({ recipient, item })))
    return beyond.length > 0 && agreed && !isAnonymised(plan, recipient) ? [{ question, items: beyond }] : []
  })
  return { whole, byRule, byConsent }
}

/** Those whose asker gets all that it asked for by a revision. */
export const dueByRule = (asked: readonly Feedback[], plan: Plan, choices: Choices): Feedback[] =>
  asked.filter((question) => itemsAsked(question).every((item) => getsItem(plan, choices, question.recipient, item)))

/** An optional item goes to a body only if the reporter adds it: answering that body's question does. */
export function offeredTo(choices: Choices, items: readonly ItemId[], about: readonly Feedback[], plan: Plan): Choices {
  const asked = new Map<RecipientId, ItemId[]>()
  for (const question of about) {
    const due = itemsAsked(question).filter(
      (item) => items.includes(item) && getsItem(plan, choices, question.recipient, item),
    )
    asked.set(question.recipient, [...(asked.get(question.recipient) ?? []), ...due])
  }
  const added = [...asked].map(([one, due]) => [one, [...new Set([...(choices.added[one] ?? []), ...due])]] as const)
  const withheld = Object.entries(choices.withheld).map(
    ([one, kept]) => [one, kept.filter((item) => !asked.get(one)?.includes(item))] as const,
  )
  return {
    ...choices,
    added: { ...choices.added, ...Object.fromEntries(added) },
    withheld: Object.fromEntries(withheld),
  }
}
