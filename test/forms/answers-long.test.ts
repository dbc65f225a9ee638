/** What no person types: anybody may send it, and while one answer is read nobody else is served. */
import { expect, test } from 'vitest'

import { checkAnswers } from '#forms/answers.ts'
import { numberOf } from '#forms/answers/numbers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Kind } from '#forms/item.ts'

const many = 40_000
const of = (piece: string) => piece.repeat(many / piece.length)

/** Rows that a pattern with two ways to read a sign reads in very many ways. */
const rows = [
  `${of('1')}x`,
  `a${of(' ')}x`,
  `a${of(' \n')}x`,
  `${of('　')}x`,
  `${of('a.')}@`,
  `a.b${of('/')}:`,
  of('2026-'),
]

const typedInto = (kind: Kind, row: string): readonly unknown[] => {
  if (!('parts' in kind)) return [row, [row]]
  const parts = Object.keys(kind.parts).map((part) => ({ [part]: row }))
  return kind.kind === 'groups' ? parts.map((part) => [part]) : parts
}

test('every answer comes to an end, whatever it is made of', () => {
  const ended = [...currentEdition.items.values()].flatMap(({ id, asks }) =>
    rows.flatMap((row) => typedInto(asks, row)).map((answer) => checkAnswers(currentEdition, { [id]: answer })),
  )
  expect(ended.length).toBeGreaterThan(2_000)
})

test('a number is read in one way', () => {
  expect(numberOf('約１億２０００万５人')).toBe(120_000_005)
  expect(numberOf('1.5万')).toBe(15_000)
  expect(numberOf(`${'1'.repeat(60)}x`)).toBeUndefined()
})

test('what stands on several lines is put on one', () => {
  const typed = { 'org-name': ' 架空 \n \r\n 病院 ' }
  expect(checkAnswers(currentEdition, typed).answers).toEqual({ 'org-name': '架空 病院' })
})
