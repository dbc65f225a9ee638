/** A body may ask for what no rule gives it. It gets such an answer only by the reporter's consent, question by question. */
import type { ItemId } from '#forms/item.ts'
import type { Plan, RecipientId } from '#forms/plan.ts'
import type { Choices } from '#forms/projection.ts'

/** Of the words that are agreed to (`asking:consent.hint` and `.give`); stored with each consent. */
export const answerConsentVersion = '2026-11-1'

export const answerConsentKind = (recipient: RecipientId, item: ItemId): string =>
  `answer ${recipient} ${item}@${answerConsentVersion}`

export interface AnswerConsent {
  recipient: RecipientId
  item: ItemId
  version: string
  at: Date
}

/** The consents to single answers among all that are on record. */
export function answerConsents(records: readonly { kind: string; recordedAt: Date }[]): AnswerConsent[] {
  return records.flatMap(({ kind, recordedAt }) => {
    const [, recipient, item, version] = /^answer (\S+) (\S+)@(\S+)$/.exec(kind) ?? []
    return recipient && item && version ? [{ recipient, item, version, at: recordedAt }] : []
  })
}

/** Would a revision bring the item to this body, if it were answered? */
export function getsItem(plan: Plan, { declined }: Choices, recipient: RecipientId, item: ItemId): boolean {
  const route = plan.routes.find((one) => one.recipient === recipient)
  if (!route || (route.verdict !== 'required' && route.verdict !== 'expected')) return false
  const bound = route.duty !== 'guideline' && route.duty !== 'voluntary'
  if (declined.includes(recipient) && !bound) return false
  return route.needs.some((need) => need.item === item)
}

/** Whoever gets anonymised information only is never told anything as it was written. */
export const isAnonymised = (plan: Plan, recipient: RecipientId): boolean =>
  plan.routes.some(
    (route) => route.recipient === recipient && route.needs.some((need) => need.strength === 'anonymised'),
  )

export interface BeyondNeed {
  recipient: RecipientId
  item: ItemId
  /** False for whoever gets anonymised information only: that question can be declined, and no more. */
  consentable: boolean
}

/** Which of these askers would not get which of their items by any rule. */
export function beyondNeeds(
  asked: readonly { recipient: RecipientId; items: readonly ItemId[] }[],
  plan: Plan,
  choices: Choices,
): BeyondNeed[] {
  const pairs = asked.flatMap(({ recipient, items }) => items.map((item) => ({ recipient, item })))
  const beyond = pairs.filter(({ recipient, item }) => !getsItem(plan, choices, recipient, item))
  const once = [...new Map(beyond.map((pair) => [consentField(pair), pair])).values()]
  return once.map((pair) => ({ ...pair, consentable: !isAnonymised(plan, pair.recipient) }))
}

/** As a form names the consent: "<recipient> <item>". */
export const consentField = ({ recipient, item }: Pick<BeyondNeed, 'recipient' | 'item'>): string =>
  `${recipient} ${item}`
