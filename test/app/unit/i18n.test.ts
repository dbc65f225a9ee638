import fs from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { formatDateTime, formatDay, formatPeriod } from '#app/i18n/format.ts'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { languageOf } from '#app/i18n/language.ts'

const locales = path.resolve(import.meta.dirname, '..', '..', '..', 'locales')
const namespaces = fs.readdirSync(path.join(locales, 'ja')).toSorted()

test('English has the same files as Japanese', () => {
  expect(fs.readdirSync(path.join(locales, 'en')).toSorted()).toEqual(namespaces)
})

test.each(namespaces)(
  '%s says the same in both languages: same keys, same values to fill in, nothing empty',
  (file) => {
    const japanese = wordsIn('ja', file)
    const english = wordsIn('en', file)
    expect(keysOf(english)).toEqual(keysOf(japanese))
    for (const [key, text] of japanese) {
      const translated = english.get(key) ?? english.get(`${key}_other`) ?? ''
      expect(holesOf(translated), key).toEqual(holesOf(text))
      expect(translated.trim() === '', `${key} is empty in English only`).toBe(text.trim() === '')
    }
  },
)

test.each(namespaces)('%s has no Japanese left in its English', (file) => {
  const left = [...wordsIn('en', file)].filter(
    ([key, text]) => key !== 'site.otherLanguage' && /^[\u3040-\u30ff]{3}/.test(text),
  )
  expect(left).toEqual([])
})

test('times are read in Japan, wherever the reader is', () => {
  const night = new Date('2026-11-20T18:05:00Z')
  expect(formatDateTime(night, 'ja')).toBe('2026年11月21日（土）3:05')
  expect(formatDateTime(night, 'en')).toBe('Sat 21 Nov 2026, 03:05\u00A0JST')
  expect(formatDay('2026-11-21', 'ja')).toBe('2026年11月21日（土）')
  expect(formatDateTime('2026-11-21T03:05', 'ja')).toBe('2026年11月21日（土）3:05')
})

test('so many days as whole years have are years', () => {
  expect([365, 1096, 1827, 3653].map((days) => formatPeriod(days, 'ja'))).toEqual(['1年', '3年', '5年', '10年'])
  expect([1, 90, 1825].map((days) => formatPeriod(days, 'ja'))).toEqual(['1日', '90日', '1,825日'])
  expect([366, 1826, 90].map((days) => formatPeriod(days, 'en'))).toEqual(['1 year', '5 years', '90 days'])
})

test('the chosen language outranks the browser, the browser outranks Japanese', () => {
  expect(languageOf('en', 'ja')).toBe('en')
  expect(languageOf(undefined, 'fr-FR, en-GB;q=0.8, ja;q=0.5')).toBe('en')
  expect(languageOf(undefined, 'fr')).toBe('ja')
  expect(languageOf('tlh', null)).toBe('ja')
})

function wordsIn(language: string, file: string): Map<string, string> {
  const source = path.join(locales, language, file)
  return fs.existsSync(source) ? new Map(flat(JSON.parse(fs.readFileSync(source, 'utf8')), '')) : new Map()
}

/** English has a singular where Japanese has none. */
function keysOf(words: Map<string, string>): string[] {
  return [...new Set([...words.keys()].map((key) => key.replace(/_(one|other)$/, '')))].toSorted()
}

function flat(words: object, prefix: string): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flat(value, `${prefix}${key}.`),
  )
}

function holesOf(text: string): string[] {
  return [...text.matchAll(/\{\{?\s*(\w+)/g)].map((match) => match[1] ?? '').toSorted()
}

test('one reader’s values are never kept for the next, whichever way a word is asked for', () => {
  const instance = i18nFor('ja')
  for (const t of [instance.t, instance.getFixedT('ja'), instance.getFixedT('ja', 'recipient')]) {
    expect(t('recipient:thread.number', { number: '甲1' })).toBe('受理番号：甲1')
    expect(t('recipient:thread.number', { number: '乙2' })).toBe('受理番号：乙2')
  }
})
