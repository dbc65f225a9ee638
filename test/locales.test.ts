import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { currentEdition } from '#forms/edition.ts'
import { clocks } from '#forms/rulebooks/japan/clocks.ts'

type Words = { [key: string]: string | Words }

const folder = new URL('../locales/', import.meta.url)
const namespacesOf = (language: string) =>
  readdirSync(new URL(`${language}/`, folder))
    .filter((name) => name.endsWith('.json'))
    .toSorted()

/** Every text by its full key. The forms of a plural are one text, because languages differ in how many they need. */
function textsOf(language: string, file: string): Map<string, string> {
  const words: Words = JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8'))
  const texts = new Map<string, string>()
  const walk = (node: Words, path: string) => {
    for (const [key, value] of Object.entries(node)) {
      const name = `${path}${key.replace(/_(?:zero|one|two|few|many|other)$/, '')}`
      if (typeof value === 'string') texts.set(name, `${texts.get(name) ?? ''}${value}`)
      else walk(value, `${name}.`)
    }
  }
  walk(words, '')
  return texts
}

/** Every key as it stands in the file: one that stands twice in a group has two texts, and only the last is ever shown. */
function keysWritten(language: string, file: string): number {
  const strings = readFileSync(new URL(`${language}/${file}`, folder), 'utf8').match(/"(?:[^"\\]|\\.)*"\s*:?/g) ?? []
  return strings.filter((one) => one.endsWith(':')).length
}

function keysIn(words: Words): number {
  const own = Array.isArray(words) ? 0 : Object.keys(words).length // entries of a list have none
  return Object.values(words).reduce((sum, value) => sum + (typeof value === 'string' ? 0 : keysIn(value)), own)
}

const placeholdersOf = (text: string) => new Set([...text.matchAll(/\{\{\s*([^},\s]+)/g)].map(([, name]) => name))

test('Japanese and English have the same namespaces', () => {
  expect(namespacesOf('en')).toEqual(namespacesOf('ja'))
})

test.for(namespacesOf('ja'))('%s says each thing once', (file) => {
  for (const language of ['ja', 'en']) {
    const words: Words = JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8'))
    expect(keysWritten(language, file), language).toBe(keysIn(words))
  }
})

test.for(namespacesOf('ja'))('%s says the same things in both languages', (file) => {
  const [ja, en] = [textsOf('ja', file), textsOf('en', file)]
  expect([...en.keys()].toSorted()).toEqual([...ja.keys()].toSorted())
})

test.for(namespacesOf('ja'))('%s fills the same places in both languages', (file) => {
  const en = textsOf('en', file)
  const differing = [...textsOf('ja', file)].filter(([key, text]) => {
    return placeholdersOf(text).symmetricDifference(placeholdersOf(en.get(key) ?? '')).size > 0
  })
  expect(differing).toEqual([])
})

test.for(namespacesOf('ja'))('%s has no empty text', (file) => {
  const empty = ['ja', 'en'].flatMap((language) =>
    [...textsOf(language, file)].flatMap(([key, text]) => (text === '' ? [`${language} ${key}`] : [])),
  )
  expect(empty).toEqual([])
})

test.for(['ja', 'en'])('in %s every item has a question for the form and a short name for papers', (language) => {
  const texts = textsOf(language, 'items.json')
  const wanting = [...currentEdition.items.keys()].filter(
    (item) => !texts.has(`${item}.label`) || !texts.has(`${item}.name`),
  )
  expect(wanting).toEqual([])
})

test.for(['ja', 'en'])('in %s a name is a noun, not a question, and no other item has it', (language) => {
  const named = [...textsOf(language, 'items.json')].filter(([key]) => /^[^.]+\.name$/.test(key))
  const names = named.map(([, text]) => text)
  expect(names.filter((text) => /[?？。]|(?:です|ます|ました)か$|\b(?:you|your)\b/i.test(text))).toEqual([])
  expect(names.filter((text, at) => names.indexOf(text) !== at)).toEqual([])
})

test.for(['ja', 'en'])('in %s a part that is asked as a question has a name as well', (language) => {
  const texts = textsOf(language, 'items.json')
  const asking = [...texts].filter(
    ([key, text]) => /\.parts\.[^.]+\.label$/.test(key) && /[?？]$|(?:ます|ました|です)か$/.test(text),
  )
  expect(asking.length).toBeGreaterThan(0)
  expect(asking.map(([key]) => key).filter((key) => !texts.has(key.replace(/label$/, 'name')))).toEqual([])
})

test('a Japanese name fits a narrow column', () => {
  const long = [...textsOf('ja', 'items.json')].filter(
    ([key, text]) => /^[^.]+\.name$/.test(key) && [...text].length > 14,
  )
  expect(long).toEqual([])
})

const groundsOf = (texts: Map<string, string>) => clocks.map(({ id }) => texts.get(`clockGrounds.${id}`))

test('the law behind a deadline reads in Japanese as the rulebook has it, and in English in English', () => {
  expect(groundsOf(textsOf('ja', 'rules.json'))).toEqual(clocks.map(({ ground }) => ground))
  for (const text of groundsOf(textsOf('en', 'rules.json'))) expect(text).toMatch(/^[\x20-\x7e]+$/)
})

test('what is said of a rule while it is open is said of a rule there is, and is not what is said once it holds', () => {
  for (const language of ['ja', 'en']) {
    const texts = textsOf(language, 'rules.json')
    const open = [...texts].filter(([key]) => key.startsWith('open.'))
    expect(open.length).toBeGreaterThan(0)
    for (const [key, text] of open) {
      const holding = texts.get(key.replace('open.', 'rules.'))
      expect(holding).toBeTypeOf('string')
      expect(text).not.toBe(holding)
    }
  }
})

test('what Japanese counts by つ is written in letters, as official texts do', () => {
  const words = namespacesOf('ja').flatMap((file) => [...textsOf('ja', file).values()])
  expect(words.filter((text) => /[0-9０-９]つ|ひとつ|ふたつ/.test(text))).toEqual([])
})
