import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answers, ItemId } from '#forms/item.ts'
import { canonicalJson, noChoices, projectionFor, type Choices } from '#forms/projection.ts'
import { intrusion, planOf, stolenData } from './plan-world.ts'

function itemsFor(answers: Answers, recipient: string, choices: Choices = noChoices): ItemId[] | null {
  return projectionFor(planOf(answers), answers, recipient, choices)?.items.map(({ item }) => item) ?? null
}

const reported: Answers = {
  ...stolenData,
  'org-name': '架空商事株式会社',
  'contact-name': { name: '山田', department: '総務' },
  'incident-summary': 'サーバに侵入された',
  'pd-subject-notice': { status: 'planned' },
  'sys-address': ['192.0.2.10'],
  'cause-actor': '不明な集団',
  'report-recipients': ['police', 'meti'],
}

test('the commission gets what its form asks and nothing about the attacker', () => {
  const items = itemsFor(reported, 'ppc')
  expect(items).toEqual(expect.arrayContaining(['org-name', 'incident-summary', 'pd-items', 'pd-subject-notice']))
  expect(items).not.toContain('cause-actor')
  expect(items).not.toContain('sys-address')
})

test('the police get the attacker and the addresses, and no detail of the personal data', () => {
  const items = itemsFor(reported, 'police')
  expect(items).toEqual(expect.arrayContaining(['cause-actor', 'sys-address']))
  expect(items?.filter((item) => item.startsWith('pd-'))).toEqual([])
})

test('an answer "not known yet" is told as that', () => {
  const unsure = { ...reported, 'pd-subject-notice': 'unknown' }
  const projection = projectionFor(planOf(unsure), unsure, 'ppc', noChoices)
  expect(projection?.items.find(({ item }) => item === 'pd-subject-notice')?.value).toBe('unknown')
})

test('an optional item goes only when it was added, one that nobody needs not even then', () => {
  const added = { ...noChoices, added: { police: ['pd-involved', 'pd-items'] } }
  expect(itemsFor(reported, 'police')).not.toContain('pd-involved')
  expect(itemsFor(reported, 'police', added)).toContain('pd-involved')
  expect(itemsFor(reported, 'police', added)).not.toContain('pd-items')
})

test('an item may be withheld, one that a statute demands may not', () => {
  const withheld = { ...noChoices, withheld: { police: ['cause-actor'], ppc: ['pd-items'] } }
  expect(itemsFor(reported, 'police', withheld)).not.toContain('cause-actor')
  expect(itemsFor(reported, 'ppc', withheld)).toContain('pd-items')
})

test('in a voluntary report to the commission everything may be withheld', () => {
  const voluntary = { ...reported, 'pd-protection': 'strong-encryption', 'report-recipients': ['ppc'] }
  expect(itemsFor(voluntary, 'ppc', { ...noChoices, withheld: { ppc: ['pd-items'] } })).not.toContain('pd-items')
})

test('a recipient may be declined unless somebody is bound to report to it', () => {
  const declined = { ...noChoices, declined: ['police', 'ppc'] }
  expect(itemsFor(reported, 'police', declined)).toBeNull()
  expect(itemsFor(reported, 'ppc', declined)).not.toBeNull()
})

test('nothing goes to a recipient that is only offered or still open', () => {
  expect(itemsFor(reported, 'jpcert')).toBeNull()
  expect(itemsFor({ ...reported, 'sharing-consent-government': 'unknown' }, 'nco')).toBeNull()
  expect(itemsFor(intrusion, 'ppc')).toBeNull()
})

test('a projection says under which edition, rules and duty it was made', () => {
  expect(projectionFor(planOf(reported), reported, 'meti', noChoices)).toMatchObject({
    edition: '2026-10',
    rulebook: 'japan-2026-10',
    phase: 'initial',
    duty: 'voluntary',
    rules: ['chosen-meti'],
  })
})

test('equal values have equal text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe('{"a":"x","b":[{"c":null,"d":1}]}')
  expect(canonicalJson({ a: 'x', b: [{ c: null, d: 1 }] })).toBe(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' }))
})

test('the canonical form is the same in whatever order things were said', () => {
  const shuffled = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(shuffled)
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([name, part]) => [name, shuffled(part)]),
    )
  }
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      fc.pre(!JSON.stringify(value).includes('__proto__')) // which has no canonical form
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
