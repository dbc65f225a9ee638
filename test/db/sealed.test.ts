import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Place } from '#db/context.ts'
import { dataKey } from '#db/sealing/sealed.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'

const secret = randomBytes(32)
const id = newId()
const key = dataKey(id, secret)
const place: Place = { table: 'notes', row: 'r1', column: 'content', tenant: 'ppc' }
const long = { text: '患者の診療記録'.repeat(200) }
const longest = { text: '続報'.repeat(40_000) }

describe('a sealed value', () => {
  test('comes back as it was, short or long', () => {
    for (const value of ['x', '𠮷', null, long, longest, { a: [1, true] }])
      expect(key.unseal(place, key.seal(place, value))).toEqual(value)
  })

  test('is never sealed the same way twice', () => {
    const nonces = Array.from({ length: 500 }, () => key.seal(place, 'x').subarray(17, 29).toString('hex'))
    expect(new Set(nonces).size).toBe(500)
  })

  test('does not open in another row, column, table or for another tenant', () => {
    const sealed = key.seal(place, 'x')
    const elsewhere = [{ table: 'feedback' }, { row: 'r2' }, { column: 'heading' }, { tenant: 'npa' }]
    for (const moved of elsewhere) {
      expect(() => key.unseal({ ...place, ...moved }, sealed)).toThrow(expect.objectContaining({ code: 'sealBroken' }))
    }
  })

  test('does not open when any one byte is flipped, or when it is cut off', () => {
    for (const value of ['short', long]) {
      const sealed = key.seal(place, value)
      for (const at of sealed.keys()) {
        const flipped = Buffer.from(sealed)
        flipped[at] = (flipped[at] ?? 0) ^ 1
        expect(() => key.unseal(place, flipped)).toThrow(expect.objectContaining({ code: 'sealBroken' }))
      }
      expect(() => key.unseal(place, sealed.subarray(0, -1))).toThrow(expect.objectContaining({ code: 'sealBroken' }))
      expect(() => key.unseal(place, Buffer.alloc(0))).toThrow(expect.objectContaining({ code: 'sealBroken' }))
    }
  })

  test('does not open with another key, even one that claims the same id', () => {
    const sealed = key.seal(place, 'x')
    for (const other of [dataKey(newId(), secret), dataKey(id, randomBytes(32))]) {
      expect(() => other.unseal(place, sealed)).toThrow(expect.objectContaining({ code: 'sealBroken' }))
    }
  })

  test('says where the fault is and nothing of what is inside', () => {
    const sealed = key.seal(place, 'secret words')
    expect(() => key.unseal({ ...place, row: 'r2' }, sealed)).toThrow('notes.content of r2 was changed or moved')
  })

  test('of the years of Zstandard and of Brotli still opens', () => {
    const earlier = dataKey('0192f0c1-0000-7000-8000-000000000001', Buffer.alloc(32, 7))
    for (const sealed of [
      'AgGS8MEAAHAAgAAAAAAAAAEugzZcDQi0vwLp3QlWaSgO6ZKXxyVEYYhmPWxA5kqdKmBTH2McR+A26QdhsoSMUGP+1LJzSbImJrdEJKcM70oL2Zmow1HJU6rSBw3n0x+k',
      'AwGS8MEAAHAAgAAAAAAAAAHp6Dx4Hin2XvJTySIsNY+3FymERwYoVHjW1QhWYNR3Yw01MsIZhx8FXzKEKJEbNm+dfjWuaj45txE3r8xIL+J/WqSnwc4etvEcKts2uJ+EYERRbFBkCCHbjW/NB/6Gwb35XPIHonuFCQxSfkFXLrNBxU4wGY34PjnAfIQVX1+90u0iQ1qt8Pgd4nYEGLPtktoBhECjC75PNUJX',
      'BAGS8MEAAHAAgAAAAAAAAAHlz8Qtu1Y0zy7GwVVgh4gnbWi55e+INRTWumemfK4ClSQVZIJ5MqBXfH1AyJ/0U5qT8jNWPWQDnss80LxoUmbGW4qpcs+0hK3XUMRs/g==',
    ]) {
      expect(earlier.unseal(place, Buffer.from(sealed, 'base64'))).toEqual({ text: '患者の診療記録'.repeat(40) })
    }
  })
})
