import { array, assert, constant, nat, oneof, property, record } from 'fast-check'
import { expect, test } from 'vitest'

import { quickestFirst, spansOf } from '#app/statistics/spans.ts'

const never = -1

test('half and nine tenths are what sorting each group by itself says, between two values in proportion', () => {
  const file = record({ span: oneof(constant(never), nat(200_000_000)), group: nat(3) })
  assert(
    property(array(file, { maxLength: 60 }), (files) => {
      const spans = Int32Array.from(files, ({ span }) => span)
      const groups = Uint16Array.from(files, ({ group }) => group)
      const counted = spansOf(spans, quickestFirst(spans, never), groups, 4)
      expect(counted).toEqual([0, 1, 2, 3].map((group) => expected(files.filter((one) => one.group === group))))
    }),
  )
})

function expected(files: readonly { span: number }[]) {
  const sorted = files.flatMap(({ span }) => (span === never ? [] : span)).toSorted((a, b) => a - b)
  const at = (part: number) => {
    const place = part * (sorted.length - 1)
    const [below = null, above = null] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
    return below === null || above === null ? null : below + (above - below) * (place % 1)
  }
  return { count: sorted.length, median: at(0.5), ninetieth: at(0.9) }
}

test('of 10, 20, 30, 40 and 100 minutes the median is 30, and nine of ten took at most 76', () => {
  const spans = Int32Array.from([100, 10, never, 30, 20, 40])
  const [all] = spansOf(spans, quickestFirst(spans, never), new Uint16Array(6), 1)
  expect(all).toEqual({ count: 5, median: 30, ninetieth: 76 })
})
