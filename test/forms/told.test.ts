import { expect, test } from 'vitest'

import { evaluate } from '#forms/condition.ts'
import { placeOf, toldIn } from '#forms/condition/told.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { shownIn, toldOf } from '#forms/layout.ts'

test('each answer lies in the place of its item, and nothing where nothing was told', () => {
  const [one, other] = [placeOf('test-one'), placeOf('test-other')]
  expect(placeOf('test-one')).toBe(one)
  expect(other).not.toBe(one)
  const told = toldIn({ 'test-other': ['a'], 'nobody-asks-this': 1 })
  expect([told[one], told[other]]).toEqual([undefined, ['a']])
  expect(told).not.toContain(1)
})

test('a name that every object has is an item like another', () => {
  for (const item of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    expect(evaluate({ item, answered: true }, {}).value).toBe('no')
    expect(evaluate({ item, is: 'x' }, JSON.parse(`{"${item}":"x"}`)).value).toBe('yes')
  }
})

test('what stands under a condition that does not hold is not shown, and what nobody asks neither', () => {
  expect(isShown('pd-items', {})).toBe(true)
  expect(isShown('pd-items', { 'pd-involved': 'yes' })).toBe(true)
  expect(isShown('pd-items', { 'pd-involved': 'no' })).toBe(false)
  expect(isShown('not-an-item', {})).toBe(false)
})

const isShown = (item: string, answers: Answers) =>
  shownIn(currentEdition, toldOf(currentEdition, answers)).by[placeOf(item)] === 1
