import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween } from '#forms/changes.ts'
import type { Answer } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'

function projection(values: Record<string, Answer>): Projection {
  return {
    recipient: 'ppc',
    edition: '2026-10',
    rulebook: 'japan-2026-10',
    phase: 'initial',
    duty: 'statutory',
    rules: [],
    items: Object.entries(values).map(([item, value]) => ({ item, value, strength: 'required', ground: 'appi-26-1' })),
  }
}

const answer = fc.jsonValue({ maxDepth: 3 }).filter((value) => value !== undefined)
const ids = fc.stringMatching(/^[a-z]{1,3}$/)
const projections = fc.dictionary(ids, answer, { maxKeys: 6 }).map((values) => projection(values as never))

test('a first revision is all new', () => {
  expect(changesBetween(null, projection({ 'org-name': '架空病院' }))).toEqual([
    { item: 'org-name', kind: 'added', after: '架空病院' },
  ])
})

test('what changed, what came and what went are told in this order', () => {
  const before = projection({ 'pd-involved': 'unknown', 'org-name': '架空病院', 'resp-done': '遮断' })
  const after = projection({ 'org-name': '架空病院', 'time-restored': '2026-11-05', 'pd-involved': 'yes' })
  expect(changesBetween(before, after)).toEqual([
    { item: 'time-restored', kind: 'added', after: '2026-11-05' },
    { item: 'pd-involved', kind: 'changed', before: 'unknown', after: 'yes' },
    { item: 'resp-done', kind: 'removed', before: '遮断' },
  ])
})

test('another order of the same parts is no change, another order of a list is one', () => {
  const count = projection({ 'pd-subject-count': { max: 10, certainty: 'estimated' } })
  const sameCount = projection({ 'pd-subject-count': { certainty: 'estimated', max: 10 } })
  expect(changesBetween(count, sameCount)).toEqual([])
  expect(changesBetween(projection({ a: ['x', 'y'] }), projection({ a: ['y', 'x'] }))).toHaveLength(1)
})

test('null, an empty list, an empty group, zero, false and the empty text are all different', () => {
  const values: Answer[] = [null, [], {}, 0, false, '', 'unknown', [null], { a: null }]
  for (const [i, one] of values.entries()) {
    for (const [j, other] of values.entries()) {
      expect(changesBetween(projection({ a: one }), projection({ a: other }))).toHaveLength(i === j ? 0 : 1)
    }
  }
})

test('there are changes if and only if the items differ by value', () => {
  fc.assert(
    fc.property(projections, projections, (before, after) => {
      expect(changesBetween(before, before)).toEqual([])
      const equal = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after))
      expect(changesBetween(before, after).length === 0).toBe(equal)
    }),
  )
})

test('applying the changes to the old values gives the new ones', () => {
  fc.assert(
    fc.property(projections, projections, (before, after) => {
      const values = new Map(before.items.map(({ item, value }) => [item, value]))
      for (const change of changesBetween(before, after)) {
        if (change.kind === 'removed') values.delete(change.item)
        else values.set(change.item, change.after)
      }
      expect(changesBetween(projection(Object.fromEntries(values)), after)).toEqual([])
    }),
  )
})

/** The items as JSON with sorted keys, told here once more so that the test does not trust the code it tests. */
function sorted({ items }: Projection): unknown {
  const inOrder = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inOrder)
    if (typeof value !== 'object' || value === null) return value
    return Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [`key ${key}`, inOrder(part)])
  }
  return inOrder(Object.fromEntries(items.map(({ item, value }) => [item, { value }])))
}
