/** How words are compared when something is searched: spelling does not matter (`spellings.ts`), and punctuation only separates. */
import { normaliseReference } from '#db/sealing/secrets.server.ts'

import { spelledAlike } from './spellings.ts'

/** Each of them has to be there. Already normalised; a phrase holds single blanks. */
export type Phrases = readonly string[]

const separators = /[\s\p{Cc}\p{Z}、。「」『』【】()・…"'!?;]+/gu
const most = { phrases: 8, letters: 100 }

/** For comparing only; never shown. */
export const normalised = (text: string): string => spelledAlike(text).replaceAll(separators, ' ').trim()

/** Words, and phrases in quotes of any kind; or a reference. Null when nothing of two letters or more is left to look for. */
export const phrasesOf = (typed: string): Phrases | null => (isReference(typed) ? asReference(typed) : asWords(typed))

/** What else the same may be: a number of the body's own may look like a reference, and a reference like a word. */
export const otherPhrasesOf = (typed: string): Phrases | null =>
  isReference(typed) ? asWords(typed) : asReference(typed)

/** Read over the telephone it is typed without its hyphens. Ten letters without a figure may be a word. */
const isReference = (typed: string): boolean => /\d/.test(normaliseReference(typed) ?? '')

function asReference(typed: string): Phrases | null {
  const reference = normaliseReference(typed)
  return reference === null ? null : [normalised(reference)]
}

function asWords(typed: string): Phrases | null {
  const pieces = [...typed.slice(0, 400).matchAll(/["“”„«「『]([^"“”»」』]+)["“”»」』]|([^\s\u3000"“”„«「『]+)/gu)]
  const phrases = pieces
    .map(([, quoted, word]) => normalised(quoted ?? word ?? '').slice(0, most.letters))
    .filter((phrase) => pairsOf(phrase).size > 0)
  return phrases.length > 0 ? [...new Set(phrases)].slice(0, most.phrases) : null
}

/** Neighbouring letters of normalised text, each pair once, as two letters. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  let before = ' '
  for (const letter of text) {
    if (letter !== ' ' && before !== ' ') pairs.add(before + letter)
    before = letter
  }
  return pairs
}

/** Are all of them there, each within one of these normalised texts? Reads no further than it must. */
export const holds = (texts: Iterable<string>, phrases: Phrases): boolean => missing(texts, phrases).length === 0

/** Those that stand in none of these normalised texts. */
export function missing(texts: Iterable<string>, phrases: Phrases): Phrases {
  let left = phrases
  for (const text of texts) {
    left = left.filter((phrase) => !text.includes(phrase))
    if (left.length === 0) break
  }
  return left
}
