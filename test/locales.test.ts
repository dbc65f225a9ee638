import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

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

const placeholdersOf = (text: string) => new Set([...text.matchAll(/\{\{\s*([^},\s]+)/g)].map(([, name]) => name))

test('Japanese and English have the same namespaces', () => {
  expect(namespacesOf('en')).toEqual(namespacesOf('ja'))
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
