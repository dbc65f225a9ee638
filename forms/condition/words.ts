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

/**
 * Trades: the last word says what somebody is, so that a caterer of hospitals is none. Found where the text, a trade of a list
 * or what stands before a bracket ends with one of these words, or with what a business of that kind is called. Within
 * brackets they count behind a word that says nothing more exact.
 */
export function tradeFinder(words: readonly string[]): (text: string) => boolean {
  const written = words.filter((word) => !english.test(word)).map(escaped)
  const spoken = words.filter((word) => english.test(word)).map(loosely)
  const word = String.raw`(?:${[...written, ...(spoken.length === 0 ? [] : [String.raw`${notFor}\b(?:${spoken.join('|')})(?:e?s)?`])].join('|')})`
  const trade = String.raw`${word}(?:${ofItsKind}){0,2}\s*`
  const last = new RegExp(String.raw`(?<![(（][^)）]*)${trade}(?:$|[、,，;；/／(（])`, 'i')
  const within = new RegExp(String.raw`^\s*${anyTrade}[(（:：][^)）]*?${trade}(?:$|[、,，;；/／)）])`, 'i')
  return (text) => text.length <= longest && (last.test(text) || within.test(text))
}

const ofItsKind = String.raw`業|業務|業者|事業|事業者|会社|企業|株式会社|機関|局|支店|店|社|運営|経営|[\s-](?:compan(?:y|ies)|groups?|firms?|operators?|providers?|services?|business(?:es)?|industry|institutions?)`
/** As long as the form lets a trade be; to look back from every place of more than that takes too long. */
const longest = 200
/** Software for small banks is no bank. */
const notFor = String.raw`(?<!\b(?:for|to)\s(?:[a-z]+\s){0,2})`
const anyTrade = '(?:その他|金融|医療|保健|通信|情報通信|other|financ|health|medic|communication)[^(（:：]{0,20}'
const nothing = /(?!)/
const english = /^[a-z]/
const escaped = (word: string) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
const loosely = (word: string) => escaped(word).replaceAll(' ', String.raw`[\s-]?`)
