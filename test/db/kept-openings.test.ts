import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Place } from '#db/context.ts'
import { forgetOpenings, keepOpenings } from '#db/sealing/kept-openings.server.ts'
import { dataKey } from '#db/sealing/sealed.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'

interface Words {
  told: { words: string[] }
}

const key = dataKey(newId(), randomBytes(32))
const other = dataKey(newId(), randomBytes(32))
const placeOf = (row: string): Place => ({ table: 'drafts', row, column: 'content', tenant: row })
const words = (text: string): Words => ({ told: { words: [text] } })
const limits = { most: 3, bytes: 10_000, idle: 60 }
const broken = expect.objectContaining({ code: 'sealBroken' })

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  forgetOpenings()
  vi.useRealTimers()
})

describe('what was opened', () => {
  test('is the very same value for the same bytes at the same place', () => {
    const kept = keepOpenings<Words>(limits)
    const sealed = key.seal(placeOf('a'), words('x'))
    const first = kept.open(key, placeOf('a'), sealed)
    expect(first).toEqual(words('x'))
    expect(kept.open(key, placeOf('a'), Buffer.from(sealed))).toBe(first)
    expect(kept.find(key, placeOf('a'), sealed)).toBe(first)
  })

  test('is another one as soon as something else was sealed there, and the earlier one is gone', () => {
    const kept = keepOpenings<Words>(limits)
    const [before, after] = ['x', 'y'].map((text) => key.seal(placeOf('a'), words(text)))
    kept.open(key, placeOf('a'), before!)
    expect(kept.open(key, placeOf('a'), after!)).toEqual(words('y'))
    expect(kept.find(key, placeOf('a'), before!)).toBeUndefined()
  })

  test('is not found for bytes of which any one was changed, at another place, or with another key', () => {
    const kept = keepOpenings<Words>(limits)
    const sealed = key.seal(placeOf('a'), words('x'))
    kept.open(key, placeOf('a'), sealed)
    for (const at of sealed.keys()) {
      const flipped = Buffer.from(sealed)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      expect(() => kept.open(key, placeOf('a'), flipped)).toThrow(broken)
    }
    const elsewhere = [{ table: 'notes' }, { row: 'b' }, { column: 'heading' }, { tenant: 'npa' }]
    for (const moved of elsewhere) expect(() => kept.open(key, { ...placeOf('a'), ...moved }, sealed)).toThrow(broken)
    expect(() => kept.open(other, placeOf('a'), sealed)).toThrow(broken)
  })

  test('does not change with the buffer that it was read into', () => {
    const kept = keepOpenings<Words>(limits)
    const sealed = key.seal(placeOf('a'), words('x'))
    const read = Buffer.from(sealed)
    kept.open(key, placeOf('a'), read)
    read.fill(0)
    expect(kept.find(key, placeOf('a'), sealed)).toEqual(words('x'))
    expect(kept.find(key, placeOf('a'), read)).toBeUndefined()
  })

  test('cannot be changed by whoever was given it', () => {
    const { told } = keepOpenings<Words>(limits).open(key, placeOf('a'), key.seal(placeOf('a'), words('x')))
    expect(() => told.words.push('y')).toThrow(TypeError)
    expect(() => Object.assign(told, { words: [] })).toThrow(TypeError)
  })
})

describe('it is kept', () => {
  test('until nobody has asked for it for a minute', () => {
    const kept = keepOpenings<Words>(limits)
    const [asked, forgotten] = ['a', 'b'].map((row) => key.seal(placeOf(row), words(row)))
    kept.open(key, placeOf('a'), asked!)
    kept.open(key, placeOf('b'), forgotten!)
    vi.advanceTimersByTime(50_000)
    expect(kept.find(key, placeOf('a'), asked!)).toBeDefined()
    vi.advanceTimersByTime(30_000)
    expect(kept.find(key, placeOf('a'), asked!)).toBeDefined()
    expect(kept.find(key, placeOf('b'), forgotten!)).toBeUndefined()
    vi.advanceTimersByTime(80_000)
    expect(vi.getTimerCount()).toBe(0)
    expect(kept.find(key, placeOf('a'), asked!)).toBeUndefined()
  })

  test('with few others: what was asked for longest ago goes first', () => {
    const kept = keepOpenings<Words>(limits)
    const rows = ['a', 'b', 'c', 'd']
    const sealed = new Map(rows.map((row) => [row, key.seal(placeOf(row), words(row))]))
    const ask = (row: string) => kept.open(key, placeOf(row), sealed.get(row)!)
    for (const row of ['a', 'b', 'c', 'a', 'd']) ask(row)
    expect(rows.filter((row) => kept.find(key, placeOf(row), sealed.get(row)!))).toEqual(['a', 'c', 'd'])
  })

  test('within so many bytes, and not at all when it alone is more', () => {
    const kept = keepOpenings<Words>({ ...limits, bytes: 500 })
    const [one, two, large] = [150, 250, 600].map((bytes) => randomBytes(bytes).toString('base64url'))
    const sealed = [one!, two!, large!].map((text, at) => key.seal(placeOf(String(at)), words(text)))
    const found = () => sealed.map((bytes, at) => kept.find(key, placeOf(String(at)), bytes) !== undefined)
    kept.open(key, placeOf('0'), sealed[0]!)
    kept.open(key, placeOf('1'), sealed[1]!)
    expect(sealed[0]!.length + sealed[1]!.length).toBeGreaterThan(500)
    expect(found()).toEqual([false, true, false])
    expect(kept.open(key, placeOf('2'), sealed[2]!)).toEqual(words(large!))
    expect(found()).toEqual([false, false, false])
  })

  test('no longer than its key, and not beyond the end of the store', () => {
    const kept = keepOpenings<Words>(limits)
    const mine = key.seal(placeOf('a'), words('x'))
    const theirs = other.seal(placeOf('b'), words('y'))
    kept.open(key, placeOf('a'), mine)
    kept.open(other, placeOf('b'), theirs)
    forgetOpenings(key.id)
    expect(kept.find(key, placeOf('a'), mine)).toBeUndefined()
    expect(kept.find(other, placeOf('b'), theirs)).toBeDefined()
    forgetOpenings()
    expect(kept.find(other, placeOf('b'), theirs)).toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })
})
