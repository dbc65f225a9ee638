/**
 * Pairs of letters as keyed hashes of 32 bits. AES of one block that holds the pair and the month is a keyed
 * pseudo-random function, and all pairs of a text are one call: a thousand take a twentieth of what HMAC takes. The month
 * is in it so that equal words of different months look different, and a search reads a month at a time, newest first.
 */
import { createCipheriv } from 'node:crypto'

/** 32 bytes, of one recipient; nothing else is made with it. */
export type SearchKey = Uint8Array

/** Months since year 0, in UTC. */
export const monthOf = (moment: Date): number => moment.getUTCFullYear() * 12 + moment.getUTCMonth()

export function tokensOf(key: SearchKey, pairs: Iterable<string>, month: number): number[] {
  const letters = [...pairs]
  const blocks = Buffer.alloc(letters.length * 16)
  letters.forEach((pair, at) => {
    const first = pair.codePointAt(0) ?? 0
    blocks.writeUInt32LE(first, at * 16)
    blocks.writeUInt32LE(pair.codePointAt(first > 0xffff ? 2 : 1) ?? 0, at * 16 + 4)
    blocks.writeUInt32LE(month, at * 16 + 8)
  })
  const hashed = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(blocks)
  return letters.map((_, at) => hashed.readInt32LE(at * 16))
}
