/** Texts of people stand as they were written. On a page in the other language they say which theirs is, to be read out and drawn in it. */
import type { Language } from './language.ts'

const japanese = /[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF]/g
const latin = /[A-Za-z]/g
/** What English is written with, and nothing else. */
const plain = /^[\n\r\t\x20-\x7E‘’“”–—…]*$/
/** Of letters alone, as the three parts of a reference often are, they are no words: between these there are spaces. */
const threeWords = /(?:\b[A-Za-z]{2,}\b(?:[,;:'"’()-]* [ '"’()-]*|['’])){2}[A-Za-z]{2,}/
const wordByItself = /(?:^| )[a-z]{2,}/

/** Null for the page's own language, and where a sentence of the page has a foreign name in it: it stays the page's. */
export function foreignIn(page: Language, text: string): Language | null {
  if (page === 'ja') return plain.test(text) && threeWords.test(text) ? 'en' : null
  return isJapanese(text) ? 'ja' : null
}

function isJapanese(text: string): boolean {
  const signs = text.match(japanese)?.length ?? 0
  return signs > 0 && signs > 2 * (text.match(latin)?.length ?? 0) && !wordByItself.test(text)
}
