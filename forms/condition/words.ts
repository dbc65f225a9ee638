/**
 * Words in a text. A word in small Latin letters is an English one: it is found however it is capitalised and joined (health
 * checkup, Health check-up), but only where a word begins. Every other word is found as it is written. Patterns, because to
 * look for sixty words one after another takes twenty times as long.
 */
export function wordFinder(words: readonly string[]): (text: string) => boolean {
  const written = words.filter((word) => !english.test(word)).map(escaped)
  const spoken = words.filter((word) => english.test(word)).map(loosely)
  const asWritten = written.length === 0 ? nothing : new RegExp(written.join('|'))
  const asSpoken = spoken.length === 0 ? nothing : new RegExp(String.raw`\b(?:${spoken.join('|')})`, 'i')
  return (text) => asWritten.test(text) || asSpoken.test(text)
}

const nothing = /(?!)/
const english = /^[a-z]/
const escaped = (word: string) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
const loosely = (word: string) => escaped(word).replaceAll(' ', String.raw`[\s-]?`)
