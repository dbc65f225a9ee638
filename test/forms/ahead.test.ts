import { expect, test } from 'vitest'

import { aheadOf } from '#forms/answers/ahead.ts'
import { unknown } from '#forms/item.ts'

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
