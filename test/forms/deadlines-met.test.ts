import { expect, test } from 'vitest'
import { metAt } from '#forms/deadlines/met.ts'
import type { Phase } from '#forms/item.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour))
const delivery = (phase: Phase, hour: number | null) => ({ phase, deliveredAt: hour === null ? null : at(hour) })

test('a clock is met by the first report of its phase that arrived', () => {
  const sent = [delivery('final', 9), delivery('initial', 1), delivery('initial', 2)]
  expect(metAt('initial', sent)).toEqual(at(1))
  expect(metAt('final', sent)).toEqual(at(9))
})

test('a final report also does what an earlier one was to do', () => {
  expect(metAt('initial', [delivery('final', 3)])).toEqual(at(3))
  expect(metAt('final', [delivery('initial', 3), delivery('interim', 4)])).toBeNull()
})

test('what was sent and has not arrived meets nothing', () => {
  expect(metAt('initial', [delivery('initial', null)])).toBeNull()
})

test('a notice to the people concerned is no delivery to a recipient', () => {
  expect(metAt('notice', [delivery('final', 3)])).toBeNull()
})
