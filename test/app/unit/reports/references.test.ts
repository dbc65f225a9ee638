import { expect, test } from 'vitest'
import { newId, newReference, newSecret, normaliseReference } from '#db/sealing/secrets.server.ts'

/** In Japanese or in English: エー and ジェー, シー and ティー, エフ and エックス, エム and エヌ, ビー and ブイ. */
const alike = ['AJK8', 'BCDEGPTVZ2', 'FSX', 'MN', 'IY15', 'QU', 'O0']

test('no two letters of references are confused when they are read aloud', () => {
  const used = new Set(Array.from({ length: 500 }, newReference).join('').replaceAll('-', ''))
  for (const group of alike)
    expect([...group].filter((letter) => used.has(letter)).length, group).toBeLessThanOrEqual(1)
  expect(used.size).toBeGreaterThan(10)
})

test('references that were given before are still read, and secrets keep all of their letters', () => {
  expect(normaliseReference('cdeg-njaf-tx')).toBe('CDEG-NJAF-TX')
  const used = new Set(Array.from({ length: 200 }, newSecret).join('').replaceAll('-', ''))
  expect(used.size).toBe(22)
})

test('ids sort as they were made, within a millisecond too', () => {
  const made = Array.from({ length: 2_000 }, newId)
  expect(new Set(made.map((id) => id.slice(0, 13))).size).toBeLessThan(2_000)
  expect(made).toEqual(made.toSorted())
})
