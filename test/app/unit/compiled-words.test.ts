import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInstance, type i18n } from 'i18next'
import { expect, test } from 'vitest'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { languages, type Language } from '#app/i18n/language.ts'

const folder = path.join(import.meta.dirname, '../../../locales')

type Words = { [key: string]: string | Words }
type Ask = (key: string | string[], options?: Record<string, unknown>) => unknown

test.each(languages)('what is compiled are the words that i18next gives, in %s', (language) => {
  const words = readWords(language)
  const bare = bareInstance(language, words)
  const [compiled, plain] = [untyped(i18nFor(language)), untyped(bare)]
  const wrong = Object.entries(words)
    .flatMap(([namespace, group]) => (typeof group === 'string' ? [] : wordsIn(group, `${namespace}:`)))
    .flatMap(questions)
    .filter((question) => isOther(question, compiled, plain))
  expect(wrong).toEqual([])
})

test.each(languages)('the same short key means other words in another namespace, in %s', (language) => {
  const words = readWords(language)
  const bare = bareInstance(language, words)
  const wrong = Object.entries(words).flatMap(([namespace, group]) => {
    const within = (one: i18n) => untyped({ t: one.getFixedT(language, namespace) })
    const [compiled, plain] = [within(i18nFor(language)), within(bare)]
    const asked = typeof group === 'string' ? [] : wordsIn(group, '').flatMap(questions)
    return asked.filter((question) => isOther(question, compiled, plain))
  })
  expect(wrong).toEqual([])
})

test('a word that is missing is what the caller says, and what somebody typed is not taken for a template', () => {
  const t = untyped(i18nFor('ja'))
  for (const typed of ['はじめて', '{{count}}', 'はじめて']) {
    expect(t('items:org-name.options.nothing', { defaultValue: typed, count: 1 })).toBe(typed)
  }
})

test.each(languages)('what somebody typed stays as it is within a sentence, in %s', (language) => {
  const t = untyped(i18nFor(language))
  const typed = '{{corporateNumber}} $t(errors:fault.title) {{- name}} $& %s'
  expect(t('organisations:letter.to', { name: typed })).toContain(typed)
  expect(t('organisations:letter.to', { name: typed, lng: language }), 'by the library itself').toContain(typed)
})

/** Asked twice, as the second answer comes from memory. */
function isOther(question: Parameters<Ask>, compiled: Ask, plain: Ask): boolean {
  const right = plain(...question)
  return compiled(...question) !== right || compiled(...question) !== right
}

/** Keys come from files here, so they cannot be typed. */
const untyped = ({ t }: Pick<i18n, 't'>) => t as unknown as Ask

/** Every way in which words are asked for: bare, with values, with numbers, with something for when they are missing. */
function questions([key, text]: [string, string]): Parameters<Ask>[] {
  const blanks = [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => [name, `<${name}>`])
  const values = Object.fromEntries(blanks) as Record<string, unknown>
  const stem = key.replace(/_(zero|one|other)$/, '')
  return [
    [key],
    [key, values],
    ...[0, 1, 5].map((count): Parameters<Ask> => [stem, { ...values, count }]),
    [`${key}-missing`, { defaultValue: 'otherwise' }],
    [`${key}-missing`, { defaultValue: '' }],
    [key, { ...values, defaultValue: '' }],
    [[`${key}-missing`, key], values],
  ]
}

function wordsIn(group: Words, prefix: string): [string, string][] {
  return Object.entries(group).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : wordsIn(value, `${prefix}${key}.`),
  )
}

function bareInstance(language: Language, words: Words): i18n {
  const instance = createInstance()
  void instance.init({
    lng: language,
    resources: { [language]: words },
    ns: Object.keys(words),
    defaultNS: 'ui',
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  return instance
}

function readWords(language: Language): Words {
  const files = readdirSync(path.join(folder, language))
  const read = (file: string) => JSON.parse(readFileSync(path.join(folder, language, file), 'utf8')) as Words // our own files
  return Object.fromEntries(files.map((file) => [path.basename(file, '.json'), read(file)]))
}
