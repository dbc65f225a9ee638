import { expect, test } from 'vitest'
import { rangeOf } from '#app/files/byte-range.ts'

test.for([
  [null, 'whole'],
  ['bytes=0-', { from: 0, end: 1000 }],
  ['bytes=999-', { from: 999, end: 1000 }],
  ['bytes=10-19', { from: 10, end: 20 }],
  ['bytes=990-5000', { from: 990, end: 1000 }],
  ['bytes=-10', { from: 990, end: 1000 }],
  ['bytes=-5000', { from: 0, end: 1000 }],
  ['bytes=1000-', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=20-10', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=x-', 'whole'],
  ['lines=1-2', 'whole'],
  ['bytes=99999999999999999999-', 'whole'],
] as const)('of 1,000 bytes %s is %o', ([range, expected]) => {
  expect(rangeOf({ range, ifRange: null }, '"a"', 1000)).toEqual(expected)
})

const rest = (ifRange: string) => rangeOf({ range: 'bytes=5-', ifRange }, '"a"', 1000)

test('the rest of another file is never given: its tag, a weak one or a date begins anew', () => {
  expect(rest('"a"')).toEqual({ from: 5, end: 1000 })
  for (const other of ['"b"', 'W/"a"', 'Sat, 21 Nov 2026 00:00:00 GMT']) expect(rest(other)).toBe('whole')
})
