import { expect, test } from 'vitest'

import { aheadOf, earlyIn } from '#forms/answers/ahead.ts'
import { unknown, type Answers } from '#forms/item.ts'

const now = new Date('2026-11-22T03:10:00+09:00')

test('a year that was mistyped is told, as deadlines would run from it', () => {
  expect(aheadOf({ 'time-awareness': '2027-11-20T03:10:00+09:00' }, now)).toEqual(['time-awareness'])
  const occurred = { value: '2027-01-01T00:00:00+09:00', certainty: 'estimated' }
  expect(aheadOf({ 'time-occurrence': occurred, 'time-detection': unknown }, now)).toEqual(['time-occurrence'])
})

test('what has happened by now is no fault, nor what is only planned', () => {
  const told = { 'time-awareness': '2026-11-22T03:15:00+09:00', 'time-detection': '2026-11-20T00:00:00+09:00' }
  expect(aheadOf({ ...told, 'time-restored': '2026-12-24T00:00:00+09:00' }, now)).toEqual([])
})

test('an end before the beginning or the detection is told', () => {
  const began = {
    'time-occurrence': { value: '2026-11-20T22:00:00+09:00' },
    'time-detection': '2026-11-21T06:00:00+09:00',
  }
  const early = (answers: Answers) => earlyIn({ ...began, ...answers })
  expect(early({ 'time-restored': '2026-11-20T21:00:00+09:00' })).toEqual(['time-restored'])
  expect(early({ 'time-resolved': '2025-11-22T06:00:00+09:00' })).toEqual(['time-resolved'])
  expect(early({ 'time-restored': '2026-11-21T05:00:00+09:00' }), 'after it happened, before it was seen').toHaveLength(
    1,
  )
  expect(early({ 'time-restored': '2026-11-21T07:00:00+09:00', 'time-resolved': unknown })).toEqual([])
})

test('a day without a time may be any time of that day, and a time that nobody told is before nothing', () => {
  const detected = { 'time-detection': '2026-11-21T06:00:00+09:00' }
  expect(earlyIn({ ...detected, 'time-restored': '2026-11-21T00:00:00+09:00' })).toEqual([])
  expect(earlyIn({ ...detected, 'time-restored': '2026-11-20T00:00:00+09:00' })).toEqual(['time-restored'])
  expect(earlyIn({ 'time-detection': unknown, 'time-restored': '2026-11-20T00:00:00+09:00' })).toEqual([])
})
