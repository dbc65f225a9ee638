import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAnswers, parseAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

const edition = currentEdition
const codesOf = (json: unknown) => checkAnswers(edition, json).problems.map(({ code }) => code)

test('good answers are kept beside the problems of others', () => {
  const { answers, problems } = checkAnswers(edition, { 'org-name': '架空病院', 'sharing-tlp': 'PINK' })
  expect(answers).toEqual({ 'org-name': '架空病院' })
  expect(problems).toEqual([{ item: 'sharing-tlp', code: 'notAnOption' }])
})

test('what is no item of the edition is refused by name', () => {
  expect(checkAnswers(edition, { 'shoe-size': 42 }).problems).toEqual([{ item: 'shoe-size', code: 'notAnItem' }])
})

test.for([[null], [[]], ['text'], [42], [undefined]])('%s is no set of answers', ([json]) => {
  expect(codesOf(json)).toEqual(['shape'])
})

test('answers that are wrong in kind are refused', () => {
  expect(codesOf({ 'org-name': { first: 'x' } })).toEqual(['shape'])
  expect(codesOf({ 'incident-events': 7 })).toEqual(['shape'])
  expect(codesOf({ 'time-awareness': 20261101 })).toEqual(['shape'])
  expect(codesOf({ 'telecom-secrecy': 'perhaps' })).toEqual(['yesOrNo'])
  expect(codesOf({ 'impact-users': { count: -1 } })).toEqual(['number'])
  expect(codesOf({ 'impact-users': { count: Number.NaN } })).toEqual(['number'])
})

test('keys that reach into the machinery of the language are refused', () => {
  const hostile = JSON.parse(
    '{"__proto__":{"polluted":true},"contact-name":{"name":"a","__proto__":{"polluted":true}}}',
  )
  const { answers, problems } = checkAnswers(edition, hostile)
  expect(problems.map(({ code }) => code)).toEqual(['notAnItem', 'shape'])
  expect(answers).toEqual({})
  expect(codesOf({ 'contact-name': { name: 'a', constructor: 'b' } })).toEqual(['shape'])
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('a part that this edition does not ask is kept if it is plain', () => {
  const json = { 'sys-affected': { systems: ['PC'], count: 1, serial_numbers: ['A1', 'A2'] } }
  expect(checkAnswers(edition, json)).toEqual({ answers: json, problems: [] })
  expect(codesOf({ 'sys-affected': { systems: ['PC'], deep: { er: 1 } } })).toEqual(['shape'])
})

test('open vocabularies keep words they do not know; closed ones do not', () => {
  const open = {
    'ransom-type': 'triple-extortion',
    'org-industry': 'zoo',
    'pd-items': { items: ['name', 'blood-type'] },
  }
  expect(checkAnswers(edition, open)).toEqual({ answers: open, problems: [] })
  expect(codesOf({ 'org-address': { prefecture: 'Atlantis' } })).toEqual(['notAnOption'])
  expect(codesOf({ 'ransom-type': 'a whole sentence is no word' })).toEqual(['notAnOption'])
})

test('an option is read in capitals, out of a list of one, and yes as true', () => {
  const { answers, problems } = checkAnswers(edition, {
    'pd-involved': true,
    'incident-cyber-suspected': [false],
    'org-industry': ['Hospital'],
    'sharing-tlp': 'tlp:amber',
    'impact-ci-level': ['unknown'],
    'report-recipients': ['none'],
  })
  expect({ answers, problems }).toEqual({
    answers: {
      'pd-involved': 'yes',
      'incident-cyber-suspected': 'no',
      'org-industry': 'hospital',
      'sharing-tlp': 'TLP:AMBER',
      'impact-ci-level': 'unknown',
      'report-recipients': [],
    },
    problems: [],
  })
  expect(codesOf({ 'pd-involved': ['yes', 'no'] })).toEqual(['shape'])
  expect(codesOf({ 'sharing-tlp': true })).toEqual(['shape'])
})

const read = (json: unknown) => checkAnswers(edition, json).answers

test('an option is read as programs and tables spell it, several in a row', () => {
  expect(read({ 'incident-attack-type': ['INTRUSION_RANSOMWARE', 'Supply chain'] })).toEqual({
    'incident-attack-type': ['intrusion-ransomware', 'supply-chain'],
  })
  expect(read({ 'org-designation': 'licensed-bank, special_social_infrastructure_operator' })).toEqual({
    'org-designation': ['licensed-bank', 'special-social-infrastructure-operator'],
  })
  expect(read({ 'report-recipients': 'police、jpcert' })).toEqual({ 'report-recipients': ['police', 'jpcert'] })
  expect(read({ 'org-ci-sector': 'railway, ropeways' })).toEqual({ 'org-ci-sector': 'railway, ropeways' })
  expect(codesOf({ 'report-recipients': 'police, mayor' })).toEqual(['notAnOption'])
})

test.each([
  ['はい', 'yes', true],
  ['あり', 'yes', true],
  ['同意する', 'yes', true],
  ['いいえ', 'no', false],
  ['無し', 'no', false],
  ['同意しません。', 'no', false],
])('%s answers a question of yes or no', (said, choice, consent) => {
  expect(checkAnswers(edition, { 'pd-involved': said, 'sharing-consent-government': said })).toEqual({
    answers: { 'pd-involved': choice, 'sharing-consent-government': consent },
    problems: [],
  })
})

test('what is not known is no yes and no name', () => {
  expect(checkAnswers(edition, { 'pd-involved': '調査中' }).answers).toEqual({ 'pd-involved': 'unknown' })
  const computers = (said: unknown) => checkAnswers(edition, { 'sys-designated-computer': said }).answers
  for (const said of ['未回答', ['該当の有無を確認中'], 'Not disclosed', ['特定できていない'], 'withheld'])
    expect(computers(said)).toEqual({ 'sys-designated-computer': 'unknown' })
  expect(computers(false)).toEqual({ 'sys-designated-computer': 'none' })
  expect(computers(['勘定系（型番は確認中）'])).toEqual({ 'sys-designated-computer': ['勘定系（型番は確認中）'] })
})

test.each(['2026-11-01 09:30:00+09:00', '2026-11-01T09:30:00+0900', '2026-11-01 09:30 JST', ' 2026-11-01T09:30:00 '])(
  '%j is half past nine in Japan',
  (text) => {
    expect(checkAnswers(edition, { 'time-awareness': text }).answers).toEqual({
      'time-awareness': '2026-11-01T09:30:00+09:00',
    })
  },
)

test('and a moment elsewhere keeps its offset', () => {
  expect(
    checkAnswers(edition, { 'time-awareness': '2026-11-01 00:30:00 UTC', 'time-detection': '2026-10-31T20:30-0400' })
      .answers,
  ).toEqual({
    'time-awareness': '2026-11-01T00:30:00Z',
    'time-detection': '2026-10-31T20:30:00-04:00',
  })
  expect(codesOf({ 'time-awareness': '2026-02-30 09:30 JST' })).toEqual(['noSuchDay'])
})

test('a bare value stands for the first part of a group', () => {
  const { answers } = checkAnswers(edition, {
    'time-response-start': '2026-11-01T01:00:00+09:00',
    'ioc-source': ['198.51.100.7'],
  })
  expect(answers).toEqual({
    'time-response-start': { value: '2026-11-01T01:00:00+09:00' },
    'ioc-source': [{ host: '198.51.100.7' }],
  })
})

const windowOf = (window: string) =>
  checkAnswers(edition, { 'card-exposure': { elements: ['number'], window } }).answers

test('a whole month is its first to its last day, and an instant keeps its time', () => {
  expect(windowOf('2027-02')).toEqual({ 'card-exposure': { elements: ['number'], window: '2027-02-01/2027-02-28' } })
  expect(windowOf('2026-12/2028-02')).toMatchObject({ 'card-exposure': { window: '2026-12-01/2028-02-29' } })
  expect(windowOf('2027-02-03T10:30:00+09:00')).toMatchObject({
    'card-exposure': { window: '2027-02-03T10:30:00+09:00' },
  })
  expect(windowOf('2027-13')).toEqual({})
})

test('a group told in another vocabulary is kept, one that lacks its main part is not', () => {
  const foreign = { 'other-police': { office: 'Fraud squad', reference: 'A-1' } }
  expect(checkAnswers(edition, foreign)).toEqual({ answers: foreign, problems: [] })
  expect(codesOf({ 'other-police': { reference: 'A-1' } })).toEqual(['partMissing'])
})

test('a list of lines is one text', () => {
  const { answers } = checkAnswers(edition, { 'ioc-log': ['line one', 'line two'] })
  expect(answers).toEqual({ 'ioc-log': 'line one\nline two' })
})

test('more than a person would write is refused', () => {
  expect(codesOf({ 'sys-address': Array.from({ length: 201 }, () => 'a') })).toEqual(['tooMany'])
  expect(codesOf({ 'incident-summary': 'あ'.repeat(10_001) })).toEqual(['tooLong'])
})

test('nothing is nothing, with whatever sign a program writes it', () => {
  expect(checkAnswers(edition, { 'impact-financial': -0 }).answers).toEqual({ 'impact-financial': { amount: 0 } })
})

test('whatever comes in, the answer is JSON that passes again unchanged, or a problem', () => {
  const ids = [...edition.items.keys()]
  fc.assert(
    fc.property(fc.constantFrom(...ids), fc.jsonValue({ maxDepth: 3 }), (id, value) => {
      const once = checkAnswers(edition, { [id]: value })
      const twice = checkAnswers(edition, JSON.parse(JSON.stringify(once.answers)))
      expect(twice.problems).toEqual([])
      expect(twice.answers).toEqual(once.answers)
    }),
    { numRuns: 2000 },
  )
})

/** Any character, as `unit: 'binary'` has them, which first makes a table of all 1.1 million. */
const character = fc.nat({ max: 0x10ffff - 0x800 }).map(
  (place) => String.fromCodePoint(place < 0xd800 ? place : place + 0x800),
  (text) => {
    const point = typeof text === 'string' && /^\P{Surrogate}$/su.test(text) ? text.codePointAt(0) : undefined
    if (point === undefined) throw new Error('not one character')
    return point < 0xd800 ? point : point - 0x800
  },
)

test('whatever is posted, nothing typed is lost: it is an answer, or stands beside its problem', () => {
  const ids = [...edition.items.keys()]
  fc.assert(
    fc.property(fc.constantFrom(...ids), fc.string({ unit: character }), (id, typed) => {
      const parsed = parseAnswers(edition, [id], new URLSearchParams([[id, typed]]))
      expect(parsed.typed[id]).toHaveLength(1)
    }),
  )
})
