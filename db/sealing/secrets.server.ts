/** References, secrets, tokens and ids. What is typed uses no characters that look alike, what is read aloud none that sound alike. */
import { argon2, hash as digestOf, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

import { v7 as uuidv7 } from 'uuid'

// Without 0 O Q, 1 I L, 8 B, 5 S, 2 Z, U V: 22 characters.
const alphabet = '34679ACDEFGHJKMNPRTWXY'

// Of those that sound alike in Japanese or English one: A J K, C D E G P T, F X, M N. Older references have the others too.
const spoken = '34679HKMPRWXY'

/**
 * Version 7, known before the row is written: sealed values are bound to them. They sort as this process made them, within a
 * millisecond too: what was sent in one moment is listed in one order.
 */
export const newId = (): string => uuidv7()

/** What people say and type to name a report: ten characters, such as `K7WR-3HXM-9P`. No secret. */
export const newReference = (): string => grouped(letters(10, spoken))

/** As long as a reference, and a secret: typed from paper, and by nobody read aloud. */
export const newShortSecret = (): string => grouped(letters(10))

/** What proves that one holds a report: 24 characters, 107 bits. */
export const newSecret = (): string => grouped(letters(24))

/** Read aloud on the telephone and typed once: twelve figures in threes, 40 bits. It holds for days and few attempts. */
export const newCallCode = (): string => inThrees(Array.from({ length: 12 }, () => randomInt(10)).join(''))

/** As it was typed, or null when it can be none. */
export function normaliseCallCode(typed: string): string | null {
  const plain = bare(typed)
  return /^[0-9]{12}$/.test(plain) ? inThrees(plain) : null
}

/** A reference or secret as it was typed (small letters, full width, spaces), or null when it can be none. */
export function normaliseCode(typed: string, length: 10 | 24): string | null {
  const plain = bare(typed)
  return plain.length === length && [...plain].every((letter) => alphabet.includes(letter)) ? grouped(plain) : null
}

/** Why what was typed can be no such code: letters that no code has, or too few or too many of them. */
export type CodeFlaw = { flaw: 'letters'; letters: string } | { flaw: 'length'; typed: number; length: number }

/** Told to whoever copies a code by hand. It follows from what was typed alone, and says nothing about what exists. */
export function codeFlaw(typed: string, length: 10 | 24): CodeFlaw | null {
  const plain = [...bare(typed)]
  const strange = new Set(plain.filter((letter) => !alphabet.includes(letter)))
  if (strange.size > 0) return { flaw: 'letters', letters: [...strange].slice(0, 8).join(' ') }
  return plain.length === length ? null : { flaw: 'length', typed: plain.length, length }
}

export const normaliseReference = (typed: string): string | null => normaliseCode(typed, 10)
export const normaliseSecret = (typed: string): string | null => normaliseCode(typed, 24)

const slow = promisify(argon2)
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } // OWASP's first choice for argon2id

/** argon2id in the usual text form. About 50 ms of one core. */
export async function hashSecret(secret: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await slow('argon2id', { ...cost, message: secret, nonce })
  const parts = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`
  return `$argon2id$v=19$${parts}$${nonce.toString('base64url')}$${tag.toString('base64url')}`
}

/** False for a wrong secret; an unreadable hash is false too. */
export async function verifySecret(secret: string, hash: string): Promise<boolean> {
  const found = hash.match(/^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/)
  if (!found) return false
  const [, memory, passes, parallelism, nonce = '', tag = ''] = found
  const expected = Buffer.from(tag, 'base64url')
  const numbers = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const message = { message: secret, nonce: Buffer.from(nonce, 'base64url'), tagLength: expected.length }
  return timingSafeEqual(await slow('argon2id', { ...numbers, ...message }), expected)
}

/** A session's token for the cookie, and what is stored of it. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: tokenHash(token) }
}

export const tokenHash = (token: string): Buffer => digestOf('sha256', token, 'buffer')

const letters = (count: number, from = alphabet) =>
  Array.from({ length: count }, () => from[randomInt(from.length)]).join('')

/** Without what people put between, in the widths and dashes that keyboards have. */
const bare = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐‑–—−ー]/g, '')

const inThrees = (figures: string) => figures.replace(/(.{3})(?=.)/g, '$1-')

const grouped = (text: string) => text.replace(/(.{4})(?=.)/g, '$1-')
