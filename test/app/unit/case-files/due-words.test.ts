import { expect, test } from 'vitest'

import { dueWords, endOfDayIn } from '#app/case-files/due-words.ts'

const saturdayNight = new Date('2026-11-21T23:30:00+09:00')

test('a day that ends in half an hour is due today', () => {
  expect(dueWords(new Date('2026-11-21T23:59:59+09:00'), saturdayNight)).toMatchObject({ key: 'today', tone: 'soon' })
})

test('half past midnight is tomorrow, although it is only an hour away', () => {
  expect(dueWords(new Date('2026-11-22T00:30:00+09:00'), saturdayNight)).toMatchObject({ key: 'tomorrow', count: 1 })
})

test('a day that ended a minute ago is a day late, and not zero days', () => {
  const justAfter = new Date('2026-11-22T00:01:00+09:00')
  expect(dueWords(new Date('2026-11-21T23:59:59+09:00'), justAfter)).toMatchObject({ key: 'overdue', count: 1 })
  expect(dueWords(new Date('2026-11-21T23:00:00+09:00'), saturdayNight)).toMatchObject({ key: 'overdue', count: 1 })
})

test('eight days are calm, seven are near, no date is no hurry', () => {
  expect(dueWords(new Date('2026-11-29T12:00:00+09:00'), saturdayNight)).toMatchObject({ count: 8, tone: 'calm' })
  expect(dueWords(new Date('2026-11-28T12:00:00+09:00'), saturdayNight)).toMatchObject({ count: 7, tone: 'soon' })
  expect(dueWords(null, saturdayNight)).toMatchObject({ key: 'none', tone: 'calm' })
})

test('days end at midnight in Japan, whatever the time of the server', () => {
  expect(endOfDayIn(0, saturdayNight).toISOString()).toBe('2026-11-21T15:00:00.000Z')
  expect(endOfDayIn(7, new Date('2026-11-21T16:00:00Z')).toISOString()).toBe('2026-11-29T15:00:00.000Z')
})
