import { expect, test } from 'vitest'
import { holidaysOf, isClosed, openDayFrom } from '#forms/rulebooks/japan/holidays.ts'

const official = {
  2026: '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
  2027: '01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23',
}

const day = (iso: string) => Temporal.PlainDate.from(iso)
const summer = (year: number) => [...holidaysOf(year)].filter((iso) => /-(07|08|10)-/.test(iso)).toSorted()

test.each([2026, 2027] as const)('the holidays of %i are those of the official list', (year) => {
  expect([...holidaysOf(year)].toSorted()).toEqual(official[year].split(' ').map((date) => `${year}-${date}`))
})

test('early 2028 follows the formula', () => {
  const beforeApril = [...holidaysOf(2028)].filter((iso) => iso < '2028-04').toSorted()
  expect(beforeApril).toEqual(['2028-01-01', '2028-01-10', '2028-02-11', '2028-02-23', '2028-03-20'])
})

test('three holidays were moved once for each Olympic summer, with a substitute in August 2021', () => {
  expect(summer(2020)).toEqual(['2020-07-23', '2020-07-24', '2020-08-10'])
  expect(summer(2021)).toEqual(['2021-07-22', '2021-07-23', '2021-08-08', '2021-08-09'])
})

test.each([
  [2020, 18],
  [2021, 17],
  [2022, 16],
  [2023, 17],
  [2024, 21],
  [2025, 19],
])('%i had %i days off by the Act', (year, count) => {
  expect(holidaysOf(year).size).toBe(count)
})

test('offices are closed from 29 December to 3 January', () => {
  expect(['2026-12-28', '2026-12-29', '2027-01-03', '2027-01-04'].map((iso) => isClosed(day(iso)))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(openDayFrom(day('2028-12-29')).toString()).toBe('2029-01-04')
})
