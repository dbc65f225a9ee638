import { expect, test } from 'vitest'

import { chosenPeriod, monthsOf, periodOf } from '#app/statistics/period.ts'
import { onTimeShare, toldGroupings } from '#app/statistics/view.ts'

const now = new Date('2026-11-21T03:00:00+09:00')
const chosen = (query: string) => {
  const { first, last } = chosenPeriod(new URLSearchParams(query), now)
  return [first, last]
}

test('without a choice the last twelve months are shown, this one among them', () => {
  expect(chosen('')).toEqual(['2025-12', '2026-11'])
})

test('a month begins in Japan: on the 30th of November at 16:00 in London it is December', () => {
  const { last } = chosenPeriod(new URLSearchParams(), new Date('2026-11-30T16:00:00Z'))
  expect(last).toBe('2026-12')
})

test.for([
  ['from=2026-03&to=2026-05', ['2026-03', '2026-05']],
  ['from=2026-05&to=2026-03', ['2026-03', '2026-05']],
  ['from=2026-5&to=2026-05', ['2025-12', '2026-05']],
  ['from=2026-13&to=2030-01', ['2025-12', '2026-11']],
  ['from=1999-01', ['2025-12', '2026-11']],
] as const)('%s shows %j', ([query, months]) => {
  expect(chosen(query)).toEqual(months)
})

test('a period lasts until midnight in Japan after its last day', () => {
  const { from, until } = periodOf({ first: '2026-11', last: '2026-12' })
  expect(from.toISOString()).toBe('2026-10-31T15:00:00.000Z')
  expect(until.toISOString()).toBe('2026-12-31T15:00:00.000Z')
})

test('every month of a period is there once, over the New Year too', () => {
  expect(monthsOf({ first: '2025-11', last: '2026-02' })).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
})

test('a clock that still runs is no part of the share on time', () => {
  expect(onTimeShare({ onTime: 3, late: 1, overdue: 0, running: 9 })).toEqual({ share: 0.75, of: 4 })
  expect(onTimeShare({ onTime: 0, late: 0, overdue: 0, running: 9 })).toBeNull()
})

test('a body that is told no sector sees no chart of sectors', () => {
  expect(toldGroupings({ attacks: ['ddos'], sectors: [] })).toEqual(['month', 'attackType', 'stage'])
})
