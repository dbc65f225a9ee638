import { expect, test } from 'vitest'
import { compileCondition, evaluate, type Condition } from '#forms/condition.ts'

const pd: Condition = { item: 'pd-involved', is: 'yes' }
const many: Condition = { item: 'pd-subject-count', part: 'max', over: 1000 }

test('an answer that is missing or unknown leaves the question open, and says which one', () => {
  expect(evaluate(pd, {})).toEqual({ value: 'depends', on: ['pd-involved'] })
  expect(evaluate(pd, { 'pd-involved': 'unknown' })).toEqual({ value: 'depends', on: ['pd-involved'] })
  expect(evaluate(many, { 'pd-subject-count': { max: 'unknown' } })).toEqual({
    value: 'depends',
    on: ['pd-subject-count'],
  })
})

test('one "no" settles a conjunction whatever is open, one "yes" a choice', () => {
  expect(evaluate({ all: [many, pd] }, { 'pd-involved': 'no' }).value).toBe('no')
  expect(evaluate({ any: [many, pd] }, { 'pd-involved': 'yes' }).value).toBe('yes')
  expect(evaluate({ all: [many, pd] }, { 'pd-involved': 'yes' })).toEqual({
    value: 'depends',
    on: ['pd-subject-count'],
  })
  expect(evaluate({ any: [many, pd] }, {})).toEqual({ value: 'depends', on: ['pd-subject-count', 'pd-involved'] })
})

test('the opposite of what is open is open', () => {
  expect(evaluate({ not: pd }, {}).value).toBe('depends')
  expect(evaluate({ not: pd }, { 'pd-involved': 'no' })).toEqual({ value: 'yes', because: ['pd-involved'] })
})

test('what has to be known counts as no while it is open', () => {
  expect(evaluate({ known: pd }, {}).value).toBe('no')
  expect(evaluate({ known: pd }, { 'pd-involved': 'yes' }).value).toBe('yes')
})

const count = (max: number) => evaluate(many, { 'pd-subject-count': { max } }).value

test('a thousand people are not more than a thousand', () => {
  expect([count(1000), count(1001)]).toEqual(['no', 'yes'])
})

test('words in the place of a figure leave it open; they are no small figure', () => {
  expect(evaluate(many, { 'pd-subject-count': { max: 'not-disclosed' } }).value).toBe('depends')
  const long: Condition = { item: 'impact-outage', part: 'hours', atLeast: 2 }
  expect(evaluate(long, { 'impact-outage': { hours: 'not-disclosed' } }).value).toBe('depends')
})

test('a list with an open place may still hold the value', () => {
  const ransom: Condition = { item: 'incident-attack-type', has: ['intrusion-ransomware'] }
  expect(evaluate(ransom, { 'incident-attack-type': ['phishing'] }).value).toBe('no')
  expect(evaluate(ransom, { 'incident-attack-type': ['phishing', 'unknown'] }).value).toBe('depends')
  expect(evaluate(ransom, { 'incident-attack-type': ['unknown', 'intrusion-ransomware'] }).value).toBe('yes')
})

test('an instant is compared as an instant, in whatever offset it was written', () => {
  const inForce: Condition = { item: 'time-awareness', since: '2026-10-01T00:00:00+09:00' }
  const noticed = (at: string) => evaluate(inForce, { 'time-awareness': at }).value
  expect([noticed('2026-09-30T15:00:00Z'), noticed('2026-09-30T23:59:59+09:00')]).toEqual(['yes', 'no'])
  expect([noticed('2026-10-01T00:00'), noticed('2026-10-01'), noticed('2026-09')]).toEqual(['yes', 'yes', 'depends'])
  expect(evaluate(inForce, { 'time-awareness': { value: '2026-10-01', certainty: 'estimated' } }).value).toBe('yes')
})

test('an outage that goes on has lasted until now, and may last longer', () => {
  const long: Condition = { item: 'impact-outage', part: 'hours', atLeast: 2, ongoingSince: 'time-occurrence' }
  const ongoing = {
    'impact-outage': { degree: 'full', hours: 'ongoing' },
    'time-occurrence': { value: '2026-11-02T02:00:00+09:00', certainty: 'confirmed' },
  }
  expect(evaluate(long, ongoing, {}, Date.parse('2026-11-02T04:00:00+09:00')).value).toBe('yes')
  expect(evaluate(long, ongoing, {}, Date.parse('2026-11-02T03:59:00+09:00')).value).toBe('depends')
  expect(evaluate(long, ongoing).value).toBe('depends')
})

const speaks = (text: string) =>
  evaluate({ item: 'impact-services', mentions: ['e mail', 'shop', 'Pay', '停電'] }, { 'impact-services': [text] })
    .value
test('an English word is found however it is written, but only where a word begins; other words as they are', () => {
  for (const text of ['Email', 'our E-Mail', 'e mail', 'SHOPS', 'LINEPay', '県内で停電'])
    expect(speaks(text)).toBe('yes')
  for (const text of ['Remail', 'Workshop', 'payment', '停 電']) expect(speaks(text)).toBe('no')
})

test('asking about the form is never open', () => {
  expect(evaluate({ item: 'card-exposure', answered: true }, {}).value).toBe('no')
  expect(evaluate({ item: 'card-exposure', leftUnknown: true }, { 'card-exposure': 'unknown' }).value).toBe('yes')
  expect(evaluate({ item: 'card-exposure', leftUnknown: true }, {}).value).toBe('no')
})

test('a fact stands for its condition; one that needs itself or does not exist is refused', () => {
  expect(evaluate({ fact: 'leak' }, { 'pd-involved': 'yes' }, { leak: pd }).value).toBe('yes')
  expect(() => compileCondition({ fact: 'leak' })).toThrow('unknown fact leak')
  expect(() => compileCondition({ fact: 'a' }, { a: { not: { fact: 'b' } }, b: { fact: 'a' } })).toThrow('needs itself')
})

test.each<[string, 'yes' | 'no']>([
  ['病院', 'yes'],
  ['病院運営会社', 'yes'],
  ['病院（公立）', 'yes'],
  ['医療（病院、診療所）', 'yes'],
  ['介護施設、病院', 'yes'],
  ['Private hospitals', 'yes'],
  ['Hospital group', 'yes'],
  ['病院給食', 'no'],
  ['給食（病院、学校）', 'no'],
  ['Hospitality', 'no'],
  ['Hospital cleaning', 'no'],
  ['Cleaning for small hospitals', 'no'],
  [`${'総'.repeat(200)}病院`, 'no'],
])('whoever calls itself %.30s is a hospital: %s', (trade, expected) => {
  const hospital: Condition = { item: 'org-industry', calls: ['病院', 'hospital'] }
  expect(evaluate(hospital, { 'org-industry': trade }).value).toBe(expected)
})

test('a text that says otherwise does not count, and takes nothing from the others', () => {
  const disability: Condition = { item: 'pd-items', part: 'items', mentions: ['障害'], but: ['システム障害'] }
  const listing = (items: string[]) => evaluate(disability, { 'pd-items': { items } }).value
  expect([listing(['障害の種別']), listing(['システム障害の履歴'])]).toEqual(['yes', 'no'])
  expect(listing(['システム障害の履歴', '障害の種別'])).toBe('yes')
})
