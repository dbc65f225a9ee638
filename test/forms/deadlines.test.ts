import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dueAt, findClock } from '#forms/deadlines.ts'
import type { DueContext } from '#forms/deadlines/clock.ts'

interface Vector {
  id: string
  clock: string
  start: string
  expected_due: string
  precision: 'day' | 'minute'
  context?: DueContext
  why: string
}

const vectors: Vector[] = readFileSync('test/corpus/deadlines.dev.jsonl', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line))

function dueOf(id: string, start: string, context?: DueContext) {
  const clock = findClock(id)
  if (!clock) throw new Error(`no clock ${id}`)
  return dueAt(clock, start, context)
}

describe('the development vectors', () => {
  test.each(vectors)('$id: $clock from $start, because $why', ({ clock, start, expected_due, precision, context }) => {
    expect(dueOf(clock, start, context)).toMatchObject({ kind: precision === 'day' ? 'day' : 'at', at: expected_due })
  })
})

describe('a final report to the privacy commission, counted by hand', () => {
  test.each([
    ['jp-ppc-final', '2026-11-02', '2026-12-01'],
    ['jp-ppc-final', '2026-11-20', '2026-12-21'],
    ['jp-ppc-final', '2026-11-30', '2027-01-04'],
    ['jp-ppc-final', '2026-12-01', '2027-01-04'],
    ['jp-ppc-final', '2026-12-04', '2027-01-04'],
    ['jp-ppc-final', '2026-12-14', '2027-01-12'],
    ['jp-ppc-final-unlawful', '2026-11-02', '2027-01-04'],
    ['jp-ppc-final-unlawful', '2026-11-20', '2027-01-18'],
    ['jp-ppc-final-unlawful', '2026-11-30', '2027-01-28'],
    ['jp-ppc-final-unlawful', '2026-12-01', '2027-01-29'],
    ['jp-ppc-final-unlawful', '2026-12-04', '2027-02-01'],
    ['jp-ppc-final-unlawful', '2026-12-14', '2027-02-12'],
    ['jp-mynumber-final', '2026-12-01', '2027-01-04'],
    ['jp-mynumber-final-unlawful', '2026-12-14', '2027-02-12'],
    ['jp-ppc-final', '2028-01-31', '2028-02-29'], // a leap February
    ['jp-ppc-final', '2026-08-24', '2026-09-24'], // Tuesday 22 September 2026 lies between two holidays
    ['jp-ppc-final', '2026-04-04', '2026-05-07'], // Golden Week with a substitute on the 6th
    ['jp-ppc-final', '2027-02-19', '2027-03-23'], // Saturday, then an equinox on a Sunday with its substitute
  ])('%s: aware on %s, due by the end of %s', (clock, aware, due) => {
    expect(dueOf(clock, aware)).toEqual({ kind: 'day', at: `${due}T23:59:59+09:00` })
  })

  test('the day of awareness is the day in Japan, whatever zone the instant was written in', () => {
    const due = { kind: 'day', at: '2026-11-13T23:59:59+09:00' }
    expect(dueOf('jp-ppc-final', '2026-10-15T14:59:59Z')).toEqual(due)
    expect(dueOf('jp-ppc-final', '2026-10-15T10:59:59-04:00')).toEqual(due)
    expect(dueOf('jp-ppc-final', '2026-10-15T00:00:00+09:00', { tz: 'America/New_York' })).toEqual(due)
  })
})

describe('thirty days whose first day the sources leave open', () => {
  test.each(['jp-art5-30d', 'jp-telecom-30d', 'jp-telecom-secrecy', 'jp-telecom-osore'])('%s', (clock) => {
    expect(dueOf(clock, '2026-12-24T07:24:00+09:00')).toEqual({
      kind: 'day',
      at: '2027-01-22T23:59:59+09:00',
      latest: '2027-01-25T23:59:59+09:00',
    })
  })

  test('both readings that end on the same open day are one date', () => {
    expect(dueOf('jp-telecom-secrecy', '2027-04-09T15:00:00+09:00')).toEqual({
      kind: 'day',
      at: '2027-05-10T23:59:59+09:00',
    })
  })
})

test.each([
  ['2026-12-31', '2027-03-01'], // 28 February 2027 is a Sunday
  ['2027-06-30', '2027-08-31'],
  ['2027-09-30', '2027-11-30'],
  ['2027-12-31T23:59:59+09:00', '2028-02-29'],
  ['2028-03-31', '2028-05-31'],
])('the telecom quarter that ended on %s is reported by %s', (end, due) => {
  expect(dueOf('jp-telecom-quarter', end)).toEqual({ kind: 'day', at: `${due}T23:59:59+09:00` })
})

test('the financial regulator’s status report is due a month later, in a short month on its last day', () => {
  expect(dueOf('jp-fsa-follow', '2027-01-31T23:30:00+09:00')).toEqual({ kind: 'day', at: '2027-02-28T23:59:59+09:00' })
})

describe('what the law calls promptly has no date', () => {
  test.each([
    'jp-ppc-subject-notice',
    'jp-art5-prompt',
    'jp-telecom-prompt',
    'jp-fsa-immediate',
    'jp-mhlw',
    'jp-ci-renraku',
  ])('%s', (clock) => {
    expect(dueOf(clock, '2026-10-03T12:00:00+09:00')).toEqual({ kind: 'promptly' })
  })

  test.each(['jp-ppc-initial', 'jp-ppc-entrustor', 'jp-mynumber'])('%s has a mark on the fifth day', (clock) => {
    expect(dueOf(clock, '2026-12-30T23:59:59+09:00')).toEqual({
      kind: 'promptly',
      guideline: '2027-01-03T23:59:59+09:00',
    })
  })

  test.each(['jp-police', 'jp-jpcert', 'jp-ipa'])('%s has no deadline', (clock) => {
    expect(dueOf(clock, '2026-10-03')).toEqual({ kind: 'none' })
  })
})

test('an electricity accident is reported within 24 hours on any day, and in full on the 30th day', () => {
  expect(dueOf('jp-power-prompt', '2026-12-31T18:20:00Z')).toEqual({ kind: 'at', at: '2027-01-02T03:20:00+09:00' })
  expect(dueOf('jp-power-30d', '2028-01-31T00:00:00+09:00')).toEqual({ kind: 'day', at: '2028-02-29T23:59:59+09:00' })
})

test('a gas accident likewise, but from the moment and the day on which it happened', () => {
  expect(dueOf('jp-gas-prompt', '2026-12-31T18:20:00+09:00')).toEqual({ kind: 'at', at: '2027-01-01T18:20:00+09:00' })
  expect(dueOf('jp-gas-30d', '2026-12-02T10:00:00+09:00')).toEqual({ kind: 'day', at: '2027-01-04T23:59:59+09:00' })
})

test('a start that is no moment is refused by name', () => {
  for (const start of ['', 'soon', '2026-02-30', '2026-10-01T09:00:00', '2026-13-01T00:00:00Z']) {
    expect(() => dueOf('jp-ppc-final', start)).toThrow(`"${start}"`)
  }
  expect(() => dueOf('eu-gdpr-72h', '2026-10-01', { tz: 'Mars/Base' })).toThrow('"Mars/Base"')
})
