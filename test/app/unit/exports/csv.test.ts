import { describe, expect, test } from 'vitest'

import { csvLine, harmless } from '#app/exports/csv.ts'
import { mayExport } from '#app/exports/may-export.ts'

describe('a record', () => {
  test('quotes every field, doubles quotes and ends with CR LF', () => {
    expect(csvLine(['架空病院', 'a,b', 'said "no"', ''])).toBe('"架空病院","a,b","said ""no""",""\r\n')
  })

  test('keeps a line break inside a field', () => {
    expect(csvLine(['first\nsecond'])).toBe('"first\nsecond"\r\n')
  })
})

describe('a field that a spreadsheet would take for a formula', () => {
  test.for([
    '=1+1',
    '+81-3-0000-0000',
    '-2',
    '@SUM(A1)',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '﹦1',
    '−1',
    '\t=1',
    '\r=1',
    '\ntext',
    '\ttext',
    '  =1',
    '　＝1',
    '\u200b=1',
  ])('%j gets an apostrophe in front', (field) => {
    expect(harmless(field)).toBe(`'${field}`)
  })

  test.for(['', '架空病院', 'a=1', '1-2', "'quoted", '(+)', '①＝', '―'])('%j stays as it is', (field) => {
    expect(harmless(field)).toBe(field)
  })
})

test.for([
  ['administrator', true],
  ['lead', false],
  ['officer', true],
  ['reader', false],
  ['', false],
] as const)('the role %j may export: %s', ([role, may]) => {
  expect(mayExport({ role })).toBe(may)
})
