/** The ticks of the preview as choices and answers. Only what the cards showed can be changed by them. */
import type { Answer, Answers, ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'
import { isTechnicalOnly, mayTell } from '#forms/mandates/technical.ts'
import type { Choices } from '#forms/projection.ts'

import type { RecipientCard } from './preview-cards.ts'

export const consentItems = ['sharing-consent-government', 'sharing-consent-expert'] as const
/** Those that may be asked of whoever speaks: where nobody asked for the report, what is the client's to decide is not. */
export const consentsAsked = (answers: Answers): readonly (typeof consentItems)[number][] =>
  isTechnicalOnly(answers) ? consentItems.filter(mayTell) : consentItems
/** The version of the words that are agreed to (`preview.consents`); stored with each consent. */
export const consentVersion = '2026-10-1'
export const wishItem = 'report-recipients'

/** A recipient that hears of it because the reporter wishes so, and for no other reason. */
export function isWish({ reasons, verdict, dependsOn }: RecipientCard): boolean {
  const voluntary = reasons.every(({ duty }) => duty === 'voluntary')
  const turnsOnWish = [...dependsOn, ...reasons.flatMap(({ because, dependsOn: on }) => [...because, ...on])]
  return voluntary && (turnsOnWish.includes(wishItem) || (verdict === 'offered' && !turnsOnWish.some(isConsent)))
}

const isConsent = (item: ItemId): boolean => consentItems.some((consent) => consent === item)

/** Whether the recipient's own box stands ticked; one without a box is never. */
export const isTicked = ({ declinable, declined }: RecipientCard): boolean => declinable && !declined

export function consentSaid(answers: Answers, item: string): 'yes' | 'no' | 'later' {
  const said = answers[item]
  return said === true ? 'yes' : said === false ? 'no' : 'later'
}

export interface Chosen {
  choices: Choices
  answers: Answers
  /** The items that `answers` decides; one of them that is missing there was cleared. */
  items: readonly ItemId[]
}

/** `recipient`: those to send to. `keep` and `add`: "<recipient> <item>". `<consent item>`: yes, no or later. */
export function chosenIn(
  form: FormData,
  cards: readonly RecipientCard[],
  before: { choices: Choices; answers: Answers },
): Chosen {
  const ticked = (name: string) => new Set(form.getAll(name).map(String))
  const [recipients, keep, add] = [ticked('recipient'), ticked('keep'), ticked('add')]
  const choices = {
    declined: cards
      .filter((card) => card.declinable && !isWish(card) && !recipients.has(card.recipient))
      .map(recipientOf),
    withheld: perRecipient(cards, before.choices.withheld, ({ recipient, goes, withheld }) =>
      [...goes.filter(({ fixed }) => !fixed), ...withheld]
        .filter(({ item }) => !keep.has(`${recipient} ${item}`) && !add.has(`${recipient} ${item}`))
        .filter(({ strength }) => strength !== 'optional'),
    ),
    added: perRecipient(cards, before.choices.added, ({ recipient, goes, couldGo }) =>
      [...goes, ...couldGo].filter(({ strength, item }) => strength === 'optional' && add.has(`${recipient} ${item}`)),
    ),
  }
  const wishes = cards.filter(isWish).map(recipientOf)
  return { choices, ...answersIn(form, wishes, recipients, before.answers[wishItem]) }
}

const recipientOf = ({ recipient }: RecipientCard): RecipientId => recipient

function perRecipient(
  cards: readonly RecipientCard[],
  before: Readonly<Record<RecipientId, readonly ItemId[]>>,
  pick: (card: RecipientCard) => readonly { item: ItemId }[],
): Record<RecipientId, readonly ItemId[]> {
  const shown = cards.filter(({ goes, withheld, couldGo }) => goes.length + withheld.length + couldGo.length > 0)
  const picked = shown.map(
    (card) =>
      [
        card.recipient,
        pick(card)
          .map(({ item }) => item)
          .toSorted(),
      ] as const,
  )
  return Object.fromEntries(
    Object.entries({ ...before, ...Object.fromEntries(picked) }).filter(([, items]) => items.length > 0),
  )
}

function answersIn(
  form: FormData,
  wishes: readonly RecipientId[],
  ticked: ReadonlySet<string>,
  wished: Answer | undefined,
) {
  const answers: Record<ItemId, Answer> = {}
  const items: ItemId[] = []
  if (wishes.length > 0) {
    const kept = Array.isArray(wished) ? wished.filter((one) => !wishes.includes(one) || ticked.has(one)) : []
    items.push(wishItem)
    answers[wishItem] = [...kept, ...wishes.filter((one) => ticked.has(one) && !kept.includes(one))]
  }
  for (const consent of consentItems) {
    const said = form.get(consent)
    if (said === null) continue
    items.push(consent)
    if (said === 'yes' || said === 'no') answers[consent] = said === 'yes'
  }
  return { answers, items }
}

export function sameChoices(one: Choices, other: Choices): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other))
}

function plain({ declined, added, withheld }: Choices) {
  return [declined.toSorted(), sorted(added), sorted(withheld)]
}

function sorted(lists: Choices['added']) {
  return Object.entries(lists)
    .filter(([, items]) => items.length > 0)
    .map(([recipient, items]) => [recipient, items.toSorted()])
    .toSorted(([a], [b]) => String(a).localeCompare(String(b)))
}
