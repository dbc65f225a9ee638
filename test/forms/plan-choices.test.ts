import { expect, test } from 'vitest'
import type { Answers } from '#forms/item.ts'
import { intrusion, misdelivery, recipientsOf, routeTo, stolenData } from './plan-world.ts'

const verdictOf = (answers: Answers, recipient: string) => routeTo(answers, recipient)?.verdict

test('police, JPCERT/CC and IPA get something when they are ticked, and are open while nothing was answered', () => {
  const { 'report-recipients': _ticked, ...unanswered } = intrusion
  for (const recipient of ['police', 'jpcert', 'ipa']) {
    expect(verdictOf({ ...intrusion, 'report-recipients': [recipient] }, recipient)).toBe('expected')
    expect(verdictOf(intrusion, recipient)).toBe('offered')
    expect(routeTo(unanswered, recipient)).toMatchObject({ verdict: 'undecided', dependsOn: ['report-recipients'] })
  }
})

const consents = (answer: boolean | string) => ({
  'sharing-consent-government': answer,
  'sharing-consent-expert': answer,
})

test('the NCO and expert bodies follow consent: given, refused, open', () => {
  for (const recipient of ['nco', 'isac']) {
    expect(verdictOf({ ...intrusion, ...consents(true) }, recipient)).toBe('expected')
    expect(verdictOf({ ...intrusion, ...consents(false) }, recipient)).toBe('offered')
    expect(verdictOf({ ...intrusion, ...consents('unknown') }, recipient)).toBe('undecided')
  }
})

test('an independent administrative agency tells the NCO about an attack even without consent', () => {
  const agency = { ...intrusion, 'org-industry': 'national-rd-agency' }
  expect(routeTo(agency, 'nco')).toMatchObject({ verdict: 'expected', duty: 'guideline' })
})

test('what is no cyber incident has no ground at the cyber windows, whatever was ticked or consented to', () => {
  const lost: Answers = {
    ...misdelivery,
    'report-recipients': ['jpcert', 'ipa'],
    'sharing-consent-government': true,
    'sharing-consent-expert': true,
  }
  for (const recipient of ['nco', 'isac', 'jpcert', 'ipa', 'police']) expect(verdictOf(lost, recipient)).toBeUndefined()
  expect(verdictOf({ ...lost, 'report-recipients': ['police'] }, 'police')).toBe('expected')
})

test('a vendor without a mandate gives its own technical findings only and files nothing for the victim', () => {
  const vendor: Answers = {
    ...stolenData,
    'org-industry': 'bank',
    'reporter-capacity': { role: 'vendor', organisation: '架空セキュア株式会社', authorised: false },
    'report-recipients': ['jpcert', 'police', 'meti'],
    'sharing-consent-expert': true,
  }
  expect(recipientsOf(vendor, 'required')).toEqual([])
  expect(recipientsOf(vendor, 'expected')).toEqual(['jpcert', 'isac'])
  const items = routeTo(vendor, 'jpcert')?.needs.map(({ item }) => item)
  expect(items).not.toContain('org-name')
  expect(items).not.toContain('sys-address')
})

const vendorWith = (authorised: boolean | string) => ({
  ...stolenData,
  'reporter-capacity': { role: 'vendor', authorised },
})

test('a vendor with a mandate files like the victim, and one whose mandate is open files nothing yet', () => {
  expect(recipientsOf(vendorWith(true), 'required')).toEqual(recipientsOf(stolenData, 'required'))
  expect(routeTo(vendorWith('unknown'), 'ppc')).toMatchObject({
    verdict: 'undecided',
    dependsOn: ['reporter-capacity'],
  })
})

test('a reason names the answers that made it hold', () => {
  const reason = routeTo(stolenData, 'ppc')?.reasons.find(({ verdict }) => verdict === 'required')
  expect(reason).toMatchObject({ rule: 'breach-to-ppc', ground: 'appi-26', dependsOn: [] })
  expect(reason?.because).toEqual(expect.arrayContaining(['pd-involved', 'incident-cyber-suspected']))
})
