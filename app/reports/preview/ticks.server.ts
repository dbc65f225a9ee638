/** The ticks of the preview in one short text: equal texts mean that nobody changed a tick before pressing "send". */
import { hash } from 'node:crypto'

import type { Answers } from '#forms/item.ts'

import { consentItems, consentsAsked, consentSaid, isTicked } from './choose.ts'
import type { RecipientCard } from './preview-cards.ts'

const names = ['recipient', 'keep', 'add', ...consentItems] as const

export function ticksIn(form: FormData): string {
  return digestOf(names.flatMap((name) => form.getAll(name).map((value) => `${name} ${String(value)}`)))
}

const known = new WeakMap<readonly RecipientCard[], { answers: Answers; ticks: string }>()

/** As the page renders them; made once for cards that are remembered. */
export function ticksShown(cards: readonly RecipientCard[], answers: Answers): string {
  const before = known.get(cards)
  if (before?.answers === answers && Object.isFrozen(answers)) return before.ticks
  const ticks = ticksOn(cards, answers)
  known.set(cards, { answers, ticks })
  return ticks
}

function ticksOn(cards: readonly RecipientCard[], answers: Answers): string {
  const recipients = cards.filter(isTicked).map(({ recipient }) => `recipient ${recipient}`)
  const items = cards.flatMap(({ recipient, goes }) =>
    goes
      .filter(({ strength, fixed }) => strength === 'optional' || !fixed)
      .map(({ item, strength }) => `${strength === 'optional' ? 'add' : 'keep'} ${recipient} ${item}`),
  )
  return digestOf([
    ...recipients,
    ...items,
    ...consentsAsked(answers).map((item) => `${item} ${consentSaid(answers, item)}`),
  ])
}

const digestOf = (ticks: readonly string[]): string =>
  hash('sha256', ticks.toSorted().join('\n'), 'base64url').slice(0, 22)
