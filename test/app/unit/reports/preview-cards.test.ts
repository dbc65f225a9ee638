import { describe, expect, test } from 'vitest'
import { consentsAsked, chosenIn, isTicked, isWish, sameChoices } from '#app/reports/preview/choose.ts'
import { cardsOf, isEmptyHanded, type RecipientCard } from '#app/reports/preview/preview-cards.ts'
import { ticksIn, ticksShown } from '#app/reports/preview/ticks.server.ts'
import type { Answers } from '#forms/item.ts'
import { noChoices, projectionFor, type Choices } from '#forms/projection.ts'
import { hospital, planned } from './hospital.ts'

function cardsFor(answers: Answers, choices: Choices = noChoices) {
  const { plan, answers: whole, told } = planned(answers)
  return cardsOf(plan, whole, choices, told)
}

function cardOf(cards: readonly RecipientCard[], recipient: string): RecipientCard {
  const card = cards.find((one) => one.recipient === recipient)
  if (!card) throw new Error(`no card for ${recipient}`)
  return card
}

describe('a card', () => {
  test.each(['ppc', 'police', 'mhlw', 'nco'])('says of %s exactly what the projection holds', (recipient) => {
    const { plan, answers, told } = planned(hospital)
    const sent = projectionFor(plan, answers, recipient, noChoices)?.items.map(({ item }) => item) ?? []
    const card = cardOf(cardsOf(plan, answers, noChoices, told), recipient)
    expect(card.goes.map(({ item }) => item)).toEqual(sent.filter((item) => told.includes(item)))
  })

  test('accounts for every answer: it goes, could go, was left out, or stays away', () => {
    const { told } = planned(hospital)
    for (const card of cardsFor(hospital).filter(({ goes }) => goes.length > 0)) {
      const { goes, couldGo, withheld, staysAway } = card
      const shown = [...goes, ...couldGo, ...withheld].map(({ item }) => item)
      expect([...shown, ...staysAway].toSorted(), card.recipient).toEqual(told.toSorted())
    }
  })

  test('of a body that is told by law cannot be unticked, one of a guideline can', () => {
    const cards = cardsFor(hospital)
    expect(cardOf(cards, 'ppc').declinable).toBe(false)
    expect(cardOf(cards, 'mhlw').declinable).toBe(true)
  })

  test('of the police is a wish of the reporter', () => {
    expect(isWish(cardOf(cardsFor(hospital), 'police'))).toBe(true)
    expect(isWish(cardOf(cardsFor(hospital), 'ppc'))).toBe(false)
    expect(isWish(cardOf(cardsFor(hospital), 'nco'))).toBe(false)
  })

  test('of an undecided body names the question that decides it', () => {
    const { 'report-recipients': _wishes, ...open } = hospital
    const card = cardOf(cardsFor(open), 'police')
    expect(card.verdict).toBe('undecided')
    expect(card.dependsOn).toContain('report-recipients')
    expect(card.goes).toEqual([])
  })
})

test('of a final report a card says what that one lacks where one is due, else what the first one does', () => {
  const cards = cardsFor({ ...hospital, 'report-phase': 'final' })
  const due = cardOf(cards, 'ppc')
  expect(due.lacksFor).toBe('final')
  expect(due.lacks).toContain('report-legal-basis')
  expect(cardOf(cardsFor(hospital), 'ppc').lacks).not.toContain('report-legal-basis')
  expect(cardOf(cards, 'mhlw')).toMatchObject({ lacksFor: 'initial' })
})

describe('ticks', () => {
  test('that nobody touched choose nothing, and are known without looking at the plan', () => {
    const cards = cardsFor(hospital)
    const form = untouched(cards, hospital)
    const chosen = chosenIn(form, cards, { choices: noChoices, answers: hospital })
    expect(sameChoices(chosen.choices, noChoices)).toBe(true)
    for (const item of chosen.items) expect(chosen.answers[item]).toEqual(hospital[item])
    expect(ticksIn(form)).toBe(ticksShown(cards, hospital))
  })

  test('taken from a guideline body leave it out, and its card says so', () => {
    const cards = cardsFor(hospital)
    const form = untouched(cards, hospital)
    form.delete('recipient')
    form.append('recipient', 'police')
    const { choices } = chosenIn(form, cards, { choices: noChoices, answers: hospital })
    expect(choices.declined).toContain('mhlw')
    expect(choices.declined).not.toContain('ppc')
    expect(ticksIn(form)).not.toBe(ticksShown(cards, hospital))
    expect(cardOf(cardsFor(hospital, choices), 'mhlw')).toMatchObject({ declined: true, goes: [] })
  })

  test('put on an offered body add it to the wishes and keep the others', () => {
    const cards = cardsFor(hospital)
    const form = untouched(cards, hospital)
    form.append('recipient', 'jpcert')
    const { answers } = chosenIn(form, cards, { choices: noChoices, answers: hospital })
    expect(answers['report-recipients']).toEqual(['police', 'jpcert'])
  })

  test('taken from an item withhold it, put on an optional item add it', () => {
    const cards = cardsFor(hospital)
    const police = cardOf(cards, 'police')
    const kept = police.goes.find(({ strength }) => strength === 'required')?.item ?? ''
    const extra = police.couldGo[0]?.item ?? ''
    const form = untouched(cards, hospital)
    const keep = form.getAll('keep').filter((value) => value !== `police ${kept}`)
    form.delete('keep')
    for (const value of keep) form.append('keep', value)
    form.append('add', `police ${extra}`)

    const { choices } = chosenIn(form, cards, { choices: noChoices, answers: hospital })
    expect(choices.withheld).toEqual({ police: [kept] })
    expect(choices.added).toEqual({ police: [extra] })

    const again = cardsFor(hospital, choices)
    expect(cardOf(again, 'police').goes.map(({ item }) => item)).toContain(extra)
    expect(cardOf(again, 'police').withheld.map(({ item }) => item)).toEqual([kept])
    const unchanged = chosenIn(untouched(again, hospital), again, { choices, answers: hospital })
    expect(sameChoices(unchanged.choices, choices)).toBe(true)
  })

  test('stay on a body that nothing goes to yet: it is neither hidden nor left out by saving other choices', () => {
    const { 'incident-attack-type': _notAnswered, ...silent } = hospital
    const answers = { ...silent, 'sharing-consent-expert': true }
    const cards = cardsFor(answers)
    const empty = cards.filter(isEmptyHanded)
    expect(empty.map(({ recipient, goes }) => ({ recipient, goes }))).toEqual([{ recipient: 'isac', goes: [] }])
    expect(empty.every(isTicked)).toBe(true)
    const { choices } = chosenIn(untouched(cards, answers), cards, { choices: noChoices, answers })
    expect(choices.declined).toEqual([])
  })

  test('let back in what was withheld, also when it was all that a body would get', () => {
    const police = cardOf(cardsFor(hospital), 'police')
    const all = police.goes.map(({ item }) => item)
    const choices = { ...noChoices, withheld: { police: all } }
    const cards = cardsFor(hospital, choices)
    expect(cardOf(cards, 'police')).toMatchObject({ goes: [], withheld: police.goes })
    const form = untouched(cards, hospital)
    for (const item of all) form.append('keep', `police ${item}`)
    expect(chosenIn(form, cards, { choices, answers: hospital }).choices.withheld).toEqual({})
  })

  test('"not decided yet" takes a consent back to unanswered', () => {
    const cards = cardsFor(hospital)
    const form = untouched(cards, hospital)
    form.set('sharing-consent-government', 'later')
    const { items, answers } = chosenIn(form, cards, { choices: noChoices, answers: hospital })
    expect(items).toContain('sharing-consent-government')
    expect(answers['sharing-consent-government']).toBeUndefined()
  })
})

/** The form as a browser would post it with nothing touched. */
function untouched(cards: readonly RecipientCard[], answers: Answers): FormData {
  const form = new FormData()
  for (const card of cards) {
    if (isTicked(card)) form.append('recipient', card.recipient)
    for (const { item, strength, fixed } of card.goes) {
      if (strength === 'optional') form.append('add', `${card.recipient} ${item}`)
      else if (!fixed) form.append('keep', `${card.recipient} ${item}`)
    }
  }
  for (const consent of ['sharing-consent-government', 'sharing-consent-expert']) {
    form.append(consent, answers[consent] === true ? 'yes' : answers[consent] === false ? 'no' : 'later')
  }
  return form
}

test('whoever was asked by nobody is not asked to consent for the client', () => {
  const standing = { role: 'vendor', organisation: '架空セキュリティ', authorised: false }
  expect(consentsAsked({ 'reporter-capacity': standing })).toEqual(['sharing-consent-expert'])
  expect(consentsAsked({ 'reporter-capacity': { ...standing, authorised: true } })).toHaveLength(2)
})
