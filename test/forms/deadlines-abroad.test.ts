import { describe, expect, test } from 'vitest'
import { clocks, dueAt, findClock } from '#forms/deadlines.ts'
import type { DueContext } from '#forms/deadlines/clock.ts'

const berlin = { tz: 'Europe/Berlin' }

function dueOf(id: string, start: string, context?: DueContext) {
  const clock = findClock(id)
  if (!clock) throw new Error(`no clock ${id}`)
  return dueAt(clock, start, context)
}

test('hours are real hours when the clocks change', () => {
  const lost = { kind: 'at', at: '2027-03-30T10:00:00+02:00' }
  expect(dueOf('eu-nis2-72h', '2027-03-27T09:00:00+01:00', berlin)).toEqual(lost)
  expect(dueOf('eu-gdpr-72h', '2027-03-27T09:00:00+01:00', berlin)).toEqual(lost)
  expect(dueOf('eu-cra-24h', '2027-03-27T23:30:00Z', berlin)).toEqual({ kind: 'at', at: '2027-03-29T01:30:00+02:00' })
  expect(dueOf('us-circia-24h', '2026-10-31T12:00:00Z')).toEqual({ kind: 'at', at: '2026-11-01T07:00:00-05:00' })
  expect(dueOf('us-circia-72h', '2026-12-31T12:00:00Z')).toEqual({ kind: 'at', at: '2027-01-03T07:00:00-05:00' })
  expect(dueOf('au-soci-12h', '2026-10-03T10:00:00Z')).toEqual({ kind: 'at', at: '2026-10-04T09:00:00+11:00' })
  expect(dueOf('au-soci-72h', '2026-12-30T00:00:00+11:00')).toEqual({ kind: 'at', at: '2027-01-02T00:00:00+11:00' })
  expect(dueOf('au-ransom-72h', '2028-02-28T08:00:00+11:00')).toEqual({ kind: 'at', at: '2028-03-02T08:00:00+11:00' })
  expect(dueOf('uk-nis-72h', '2026-10-23T12:00:00+01:00')).toEqual({ kind: 'at', at: '2026-10-26T11:00:00+00:00' })
  expect(dueOf('uk-csr-24h', '2026-12-31T23:59:59+00:00')).toEqual({ kind: 'at', at: '2027-01-01T23:59:59+00:00' })
  expect(dueOf('in-sebi-6h', '2026-12-31T15:00:00Z')).toEqual({ kind: 'at', at: '2027-01-01T02:30:00+05:30' })
})

test('a trust service provider notifies in 24 hours where others have 72', () => {
  const context = { tz: 'Europe/Paris', entity: 'trust-service-provider' }
  expect(dueOf('eu-nis2-72h', '2026-12-31T20:00:00+01:00', context)).toEqual({
    kind: 'at',
    at: '2027-01-01T20:00:00+01:00',
  })
})

test.each([
  ['2027-01-31T10:00:00+01:00', '2027-02-28T23:59:59+01:00'],
  ['2028-01-31T10:00:00+01:00', '2028-02-29T23:59:59+01:00'],
  ['2027-02-28T23:30:00Z', '2027-04-01T23:59:59+02:00'], // already 1 March in Berlin
  ['2026-12-26T10:00:00+01:00', '2027-01-26T23:59:59+01:00'],
])('a month after the notification of %s ends with %s and does not roll', (start, due) => {
  expect(dueOf('eu-nis2-1m', start, berlin)).toEqual({ kind: 'day', at: due })
})

describe('DORA', () => {
  const firm = { ...berlin, entity: 'investment-firm', nis2_entity: false }
  const friday = '2026-10-09T20:00:00+02:00'

  test('four hours from classification, but at most a day from awareness', () => {
    const context = { ...firm, aware: '2026-10-07T10:00:00+02:00' }
    expect(dueOf('eu-dora-4h', '2026-10-08T08:30:00+02:00', context)).toEqual({
      kind: 'at',
      at: '2026-10-08T10:00:00+02:00',
    })
  })

  test('whoever classifies only after that day still has four hours', () => {
    const context = { ...firm, aware: '2026-10-05T10:00:00+02:00' }
    expect(dueOf('eu-dora-4h', '2026-10-08T08:30:00+02:00', context)).toEqual({
      kind: 'at',
      at: '2026-10-08T12:30:00+02:00',
    })
  })

  test.each([
    { ...berlin, entity: 'credit-institution' },
    { ...berlin, entity: 'central-counterparty' },
    { ...berlin, entity: 'trading-venue' },
    { ...berlin, entity: 'CCP' },
    { ...berlin, entity: 'credit_institution' },
    { ...firm, nis2_entity: true },
  ])('no weekend relief for %o', (context) => {
    expect(dueOf('eu-dora-4h', friday, context)).toEqual({ kind: 'at', at: '2026-10-10T00:00:00+02:00' })
    expect(dueOf('eu-dora-72h', '2026-10-08T09:00:00+02:00', context)).toEqual({
      kind: 'at',
      at: '2026-10-11T09:00:00+02:00',
    })
  })

  test('others have until noon of the next working day, bank holidays included, across a change of the clocks', () => {
    const context = { ...firm, holidays: ['2026-10-26'] }
    expect(dueOf('eu-dora-72h', '2026-10-22T09:00:00+02:00', context)).toEqual({
      kind: 'at',
      at: '2026-10-27T12:00:00+01:00',
    })
  })

  test('whoever is not named among the exceptions has it', () => {
    expect(dueOf('eu-dora-4h', friday, berlin)).toEqual({ kind: 'at', at: '2026-10-12T12:00:00+02:00' })
  })

  test('the final report of a bank rolls too, and on a working day lasts the whole day', () => {
    const bank = { ...berlin, entity: 'credit-institution' }
    expect(dueOf('eu-dora-1m', '2026-12-31T10:00:00+01:00', bank)).toEqual({
      kind: 'at',
      at: '2027-02-01T12:00:00+01:00',
    })
    expect(dueOf('eu-dora-1m', '2026-11-30T10:00:00+01:00', bank)).toEqual({
      kind: 'day',
      at: '2026-12-30T23:59:59+01:00',
    })
  })
})

test.each([
  ['2026-12-18T23:30:00-05:00', '2026-12-24'], // Friday night
  ['2026-12-19T04:30:00Z', '2026-12-24'], // the same moment, written in UTC
  ['2026-12-23T10:00:00-05:00', '2026-12-30'], // Christmas Day is closed
  ['2026-06-30T10:00:00-04:00', '2026-07-07'], // 4 July 2026 is a Saturday, observed on Friday the 3rd
  ['2027-12-29T10:00:00-05:00', '2028-01-05'], // New Year 2028 is a Saturday, observed on 31 December
  ['2026-05-21T10:00:00-04:00', '2026-05-28'], // Memorial Day
  ['2026-11-24T10:00:00-05:00', '2026-12-01'], // Thanksgiving
])('a materiality determination at %s is disclosed by %s, four business days later', (start, due) => {
  expect(dueOf('us-sec-4bd', start)).toMatchObject({ kind: 'day', at: expect.stringContaining(due) })
})

test('the assessment of an Australian data breach ends on the 30th day after the suspicion', () => {
  expect(dueOf('au-ndb', '2026-12-15T23:00:00Z')).toEqual({ kind: 'day', at: '2027-01-15T23:59:59+11:00' })
})

test('what is not in force says so', () => {
  const bills = [...clocks.values()].filter(({ inForce }) => !inForce).map(({ id }) => id)
  expect(bills).toEqual(['us-circia-72h', 'us-circia-24h', 'uk-csr-24h'])
})
