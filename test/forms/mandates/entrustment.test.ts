import { expect, test } from 'vitest'
import type { Answers } from '#forms/item.ts'
import { entrustmentOf, noticeItems, partFor, releases, sharedSections } from '#forms/mandates/entrustment.ts'
import { currentEdition } from '#forms/edition.ts'
import { japan2026_10 } from '#forms/rulebooks/japan/rulebook.ts'
import { planOf } from '#test/forms/plan-world.ts'

const leak: Answers = {
  'reporter-capacity': { role: 'victim' },
  'org-industry': 'print-bpo',
  'incident-cyber-suspected': 'yes',
  'incident-attack-type': ['intrusion-ransomware'],
  'pd-involved': 'yes',
  'pd-entrustment': { role: 'processor', counterparties: ['架空商店'] },
  'pd-subject-count': { max: 5000, certainty: 'estimated' },
  'ioc-network': ['203.0.113.9'],
}
const told = (answers: Answers): Answers => ({
  ...answers,
  'pd-entrustment': { role: 'processor', counterparties: ['架空商店'], counterparties_notified: true },
})
const of = (answers: Answers) => entrustmentOf(answers, planOf)

test('a processor owes the commission a report until its entrustors are told, and not afterwards', () => {
  expect(of(leak)).toMatchObject({ isProcessor: true, told: false })
  expect(of(leak).replaced).toEqual([{ recipient: 'ppc', rule: 'breach-to-ppc', ground: 'appi-26', sure: true }])
  expect(of(told(leak))).toMatchObject({ told: true, replaced: of(leak).replaced })
  const rules = planOf(told(leak)).routes.flatMap(({ reasons }) => reasons.map(({ rule }) => rule))
  expect(rules).not.toContain('breach-to-ppc')
})

test('of My Number it is said that this is not sure', () => {
  const numbers = { ...leak, 'pd-items': { items: ['my-number'], medium: 'server' } }
  expect(of(numbers).replaced).toContainEqual(expect.objectContaining({ rule: 'my-number-to-ppc', sure: false }))
})

test('who collected the data itself has no duty that a notice replaces', () => {
  expect(of({ ...leak, 'pd-entrustment': { role: 'own', counterparties: [] } })).toEqual({
    isProcessor: false,
    told: false,
    replaced: [],
  })
})

test('the part of an entrustor has its own name and number, and the same description', () => {
  const part = partFor(told(leak), { name: '架空物産', people: 12 })
  expect(part).toMatchObject({
    'pd-entrustment': { role: 'processor', counterparties: ['架空物産'] },
    'pd-subject-count': { max: 12, certainty: 'estimated' },
    'ioc-network': ['203.0.113.9'],
  })
  expect(JSON.stringify(part)).not.toContain('架空商店')
  expect(partFor(leak, { name: 'x', people: null })['pd-subject-count']).toBe('unknown')
})

test('every rule, item and section that it names exists', () => {
  const rules = japan2026_10.rules.map(({ id }) => id)
  expect(Object.keys(releases).filter((rule) => !rules.includes(rule))).toEqual([])
  expect(noticeItems.filter((item) => !currentEdition.items.has(item))).toEqual([])
  expect(sharedSections.filter((id) => !currentEdition.sections.some((section) => section.id === id))).toEqual([])
})
