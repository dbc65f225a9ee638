import { expect, test } from 'vitest'

import { burdenOf } from '#app/reports/board/burden.ts'
import { joinable, toldOf } from '#app/reports/preview/disclosure.ts'
import { commonRoute } from '#forms/common-route.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { noChoices } from '#forms/projection.ts'
import { projectionOf } from '#test/support/filings.ts'

import { hospital, planned } from './hospital.ts'

const times = { startedAt: new Date('2026-11-01T00:00:00Z'), submittedAt: new Date('2026-11-01T00:24:40Z') }

test('an item that two bodies have was written once and saved once; what the portal fills in does not count', () => {
  const parts = [
    projectionOf('police', { 'org-name': 'a', 'incident-summary': 'b', 'report-date': 'c' }),
    projectionOf('ppc', { 'org-name': 'a', 'report-date': 'c' }),
  ]
  expect(burdenOf(currentEdition, times, parts)).toEqual({
    minutes: 25,
    typed: 2,
    separate: 3,
    saved: 1,
    recipients: 2,
    common: { forms: [{ id: 'nco-form3-other', items: 71, seen: 0 }], items: 71, seen: 0, sendings: 2 },
  })
})

test('one recipient saves nothing, and before the first report there is nothing to count', () => {
  expect(burdenOf(currentEdition, times, [projectionOf('police', { 'org-name': 'a' })])?.saved).toBe(0)
  expect(burdenOf(currentEdition, { ...times, submittedAt: null }, [])).toBeNull()
})

const shared: Answers = { ...hospital, 'sharing-consent-expert': true, 'ioc-hosts': ['c2.attacker.example'] }
const anonymised = (answers: Answers) => {
  const { plan, answers: whole } = planned(answers)
  return joinable(plan, whole, noChoices)
}

test('a planned announcement and anonymised sharing are a warning; either alone is none', () => {
  const announced = { ...shared, 'pub-status': { status: 'planned', date: '2026-11-20' } }
  expect(anonymised(announced).length).toBeGreaterThan(0)
  expect(anonymised(shared)).toEqual([])
  expect(anonymised({ ...announced, 'pub-status': { status: 'none' } })).toEqual([])
  expect(anonymised({ ...announced, 'sharing-consent-expert': false })).toEqual([])
})

test('who would be told of the announcement follows from needs, whether or not it is answered yet', () => {
  const { plan, answers } = planned(shared)
  const before = toldOf('pub-status', plan, answers, noChoices)
  expect(before.length).toBeGreaterThan(0)
  const after = { ...answers, 'pub-status': { status: 'done', date: '2026-11-02' } }
  expect(toldOf('pub-status', plan, after, noChoices)).toEqual(before)
})

test('a common form is filled in once for everybody who takes it, and others have forms of their own', () => {
  const route = commonRoute(['ppc', 'police', 'nco', 'jpcert', 'isac'], ['phishing', 'intrusion-ransomware'])
  expect(route?.forms.map(({ id }) => id)).toEqual(['nco-form2-ransomware', 'jpcert-web'])
  expect(route).toMatchObject({ items: 86, seen: 21, sendings: 3 })
  expect(commonRoute(['police'], ['ddos'])?.forms).toMatchObject([{ id: 'nco-form1-ddos' }])
  expect(commonRoute(['nco', 'isac'], [])).toBeNull()
})
