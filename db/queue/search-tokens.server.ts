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

/** In the order of the pairs, and as many. */
export const tokensOf = (key: SearchKey, pairs: Iterable<string>, month: number): number[] => [
  ...hashed(key, pairBlocks(pairs, month)),
]

/**
 * Of all neighbouring letters of normalised texts, each once and in their own order: what is sorted shows at once what is
 * there twice, and PostgreSQL sorts it faster.
 */
export function tokensOfTexts(key: SearchKey, texts: Iterable<string>, month: number): Int32Array {
  const sorted = hashed(key, pairBlocks(texts, month)).toSorted()
  let end = 0
  for (const token of sorted) if (end === 0 || token !== sorted[end - 1]) sorted[end++] = token
  return sorted.subarray(0, end)
}

const words = 4 // of a block: two letters, the month, nothing
const blank = 0x20

/** Used again and again: what a report is cut into would else be most of what the collector has to do. */
let scratch: Uint32Array = new Uint32Array(4_096 * words)

/** The pairs of each text, one block after the other; good until the next call. */
function pairBlocks(texts: Iterable<string>, month: number): Uint32Array {
  let end = 0
  for (const text of texts) {
    let before = blank
    if (scratch.length < end + text.length * words) scratch = grown(scratch, end + text.length * words)
    for (let at = 0; at < text.length; at++) {
      const letter = text.codePointAt(at) ?? blank
      if (letter > 0xffff) at++
      if (letter !== blank && before !== blank) {
        scratch[end] = before
        scratch[end + 1] = letter
        scratch[end + 2] = month
        end += words
      }
      before = letter
    }
  }
  return scratch.subarray(0, end)
}

function grown(list: Uint32Array, length: number): Uint32Array {
  const longer = new Uint32Array(length * 2)
  longer.set(list)
  return longer
}

/** The first number of each block. */
function hashed(key: SearchKey, blocks: Uint32Array): Int32Array {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  const bytes = cipher.update(new Uint8Array(blocks.buffer, blocks.byteOffset, blocks.byteLength))
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tokens = new Int32Array(blocks.length / words)
  for (let at = 0; at < tokens.length; at++) tokens[at] = numbers.getInt32(at * words * 4, true)
  return tokens
}
