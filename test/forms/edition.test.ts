import { expect, test } from 'vitest'
import { currentEdition, findEdition, itemOf } from '#forms/edition.ts'

test('the edition of October 2026 asks 132 things in 22 sections', () => {
  expect(currentEdition.id).toBe('2026-10')
  expect(currentEdition.sections).toHaveLength(22)
  expect(currentEdition.items.size).toBe(132)
})

test('every item stands in the section it names', () => {
  for (const section of currentEdition.sections) {
    for (const item of section.items) expect(item.section, item.id).toBe(section.id)
  }
})

test('conditions and carried facts point to items of the same edition', () => {
  const named = [...currentEdition.items.values()].flatMap(({ when, carriedFrom, carriedBackFrom }) => [
    ...JSON.stringify(when ?? {})
      .matchAll(/"item":"([^"]+)"/g)
      .map(([, id = '']) => id),
    ...(carriedFrom ? [carriedFrom] : []),
    ...(carriedBackFrom ? [carriedBackFrom] : []),
  ])
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((id) => !currentEdition.items.has(id))).toEqual([])
})

test('no item is asked because of itself', () => {
  for (const { id, when } of currentEdition.items.values()) expect(JSON.stringify(when ?? {})).not.toContain(`"${id}"`)
})

test('an edition that was never offered is not found, and an item it lacks is a fault', () => {
  expect(findEdition('2026-10')).toBe(currentEdition)
  expect(findEdition('1999-01')).toBeUndefined()
  expect(() => itemOf(currentEdition, 'shoe-size')).toThrow(RangeError)
})
