/** What cannot be: days that no calendar has, numbers beyond counting. Each is told apart from what cannot be read. */
import { expect, test } from 'vitest'
import { checkAnswers, parseAnswers } from '#forms/answers.ts'
import { answersSchema } from '#forms/answers/schema.ts'
import { currentEdition as edition } from '#forms/edition.ts'

function post(fields: Record<string, string | string[]>, ...items: string[]) {
  return parseAnswers(edition, items, fields)
}

const said = (answers: unknown) => checkAnswers(edition, answers).problems

test.for([
  ['2026-02-31T09:30', 'noSuchDay'],
  ['2026-13-01', 'noSuchDay'],
  ['2026年2月31日', 'noSuchDay'],
  ['令和8年2月30日 9時', 'noSuchDay'],
  ['R8.2.30', 'noSuchDay'],
  ['2026-11-01T25:00', 'noSuchDay'],
  ['2026-11-01 24:10:00+0900', 'noSuchDay'],
  ['0206-11-01', 'noSuchDay'],
  ['昨日の夜', 'moment'],
])('%s is no time of becoming aware, and it is said why', ([typed = '', code]) => {
  const { answers, problems, typed: kept } = post({ 'time-awareness': typed }, 'time-awareness')
  expect(answers).toEqual({})
  expect(problems).toEqual([{ item: 'time-awareness', code }])
  expect(kept).toEqual({ 'time-awareness': [typed] })
  expect(checkAnswers(edition, { 'time-awareness': typed }).problems).toEqual([{ item: 'time-awareness', code }])
})

test('a day that no calendar has is told in dates and in periods, too', () => {
  const date = { 'pub-status.status': 'planned', 'pub-status.date': '2026-02-31' }
  expect(post(date, 'pub-status').problems).toEqual([{ item: 'pub-status', part: 'date', code: 'noSuchDay' }])
  const ends = { 'fraud-transfer.amount': '1', 'fraud-transfer.time': '2026-02-01' }
  const place = { item: 'fraud-transfer', part: 'time' }
  expect(post({ ...ends, 'fraud-transfer.time.to': '2026-02-31' }, 'fraud-transfer').problems).toEqual([
    { ...place, code: 'noSuchDay' },
  ])
  expect(said({ 'fraud-transfer': { amount: 1, time: '2026-13' } })).toEqual([{ ...place, code: 'noSuchDay' }])
  expect(said({ 'fraud-transfer': { amount: 1, time: '2026-11/soon' } })).toEqual([{ ...place, code: 'period' }])
  expect(said({ 'fraud-transfer': { amount: 1, time: 'autumn' } })).toEqual([{ ...place, code: 'period' }])
})

test('a program’s number beyond what can be counted is told as too large, one below zero as none', () => {
  expect(said({ 'pd-subject-count': { max: 1e300 } })).toEqual([
    { item: 'pd-subject-count', part: 'max', code: 'numberTooLarge' },
  ])
  expect(said({ 'pd-subject-count': { max: -1 } })).toEqual([{ item: 'pd-subject-count', part: 'max', code: 'number' }])
})

test.for(['140', '100.5', '１０１'])('%s of a hundred users is refused, and told how many there can be', (percent) => {
  const { answers, problems } = post({ 'impact-users.count': '30', 'impact-users.percent': percent }, 'impact-users')
  expect(answers).toEqual({})
  expect(problems).toEqual([{ item: 'impact-users', part: 'percent', code: 'above', values: { max: 100 } }])
  expect(said({ 'impact-transactions': { percent: 140 } })).toMatchObject([{ part: 'percent', code: 'above' }])
  expect(said({ 'impact-users': { percent: 100 } })).toEqual([])
  const described = answersSchema(edition, () => '')
  expect(described.safeParse({ 'impact-users': { percent: 100 } }).success).toBe(true)
  expect(described.safeParse({ 'impact-users': { percent: 140 } }).success).toBe(false)
})

const from = (port: unknown) => ({ 'ioc-source': [{ host: '198.51.100.7', port }] })

test('a port beyond 65535 is refused; ranges, rows and names of ports are kept as they were written', () => {
  const wrong = { item: 'ioc-source', part: 'port', index: 0, code: 'port' }
  for (const port of ['99999', 99999, '443, 70000', '１０００００', 'tcp/65536'])
    expect(said(from(port))).toEqual([wrong])
  const posted = post({ 'ioc-source.0.host': '198.51.100.7', 'ioc-source.0.port': '99999' }, 'ioc-source')
  expect(posted.problems).toEqual([wrong])
  for (const port of ['443', '65535', '8000-8100', '443, 8443', '443/tcp', 'https', '不明（動的）'])
    expect(checkAnswers(edition, from(port))).toMatchObject({ problems: [], answers: from(port) })
})
