import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { currentEdition, itemOf } from '#forms/edition.ts'
import { prefectures } from '#forms/items/prefectures.ts'
import type { Item, Kind } from '#forms/item.ts'
import { optionKey, wordKey } from '#forms/words.ts'

interface ItemWords {
  label?: string
  hint?: string
  why?: string
  options?: Record<string, string>
  parts?: Record<string, ItemWords>
}

const wordsIn = (language: string): Record<string, ItemWords> =>
  JSON.parse(readFileSync(new URL(`../../locales/${language}/items.json`, import.meta.url), 'utf8'))
const problemsIn = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../locales/${language}/problems.json`, import.meta.url), 'utf8'))
const sectionsIn = (language: string): Record<string, { title: string }> =>
  JSON.parse(readFileSync(new URL(`../../locales/${language}/sections.json`, import.meta.url), 'utf8'))

const items = [...currentEdition.items.values()]

/** The keys of all values a reporter can choose. */
function valuesOf(kind: Kind): string[] {
  const options = 'options' in kind ? kind.options : []
  const instead = 'instead' in kind ? (kind.instead ?? []) : []
  return [...options, ...instead].map(wordKey)
}

const partsOf = ({ asks }: Item): [string, Kind][] => ('parts' in asks ? Object.entries(asks.parts) : [])

test.for(['ja', 'en'])('every item says what it asks, how to answer and what it is used for (%s)', (language) => {
  const words = wordsIn(language)
  const silent = items.filter(({ id }) => !words[id]?.label || !words[id]?.hint || !words[id]?.why)
  expect(silent.map(({ id }) => id)).toEqual([])
  expect(Object.keys(words).filter((id) => !currentEdition.items.has(id))).toEqual([])
})

test.for(['ja', 'en'])('every value that can be chosen has words, and nothing else has (%s)', (language) => {
  const words = wordsIn(language)
  for (const item of items) {
    const consents = item.asks.kind === 'consent' ? ['no', 'yes'] : []
    const keys = Object.keys(words[item.id]?.options ?? {}).toSorted()
    expect(keys, item.id).toEqual([...valuesOf(item.asks), ...consents].toSorted())
    expect(Object.keys(words[item.id]?.parts ?? {}).toSorted(), item.id).toEqual(
      partsOf(item)
        .map(([name]) => name)
        .toSorted(),
    )
    for (const [name, kind] of partsOf(item)) {
      const part = words[item.id]?.parts?.[name]
      expect(part?.label, `${item.id}.${name}`).toBeTruthy()
      const expected = [...valuesOf(kind), ...(kind.kind === 'consent' ? ['no', 'yes'] : [])].toSorted()
      expect(Object.keys(part?.options ?? {}).toSorted(), `${item.id}.${name}`).toEqual(expected)
    }
  }
})

test.for(['ja', 'en'])('two values of one question never read the same (%s)', (language) => {
  const words = wordsIn(language)
  const lists = items.flatMap(({ id }) => [
    words[id]?.options,
    ...Object.values(words[id]?.parts ?? {}).map((part) => part.options),
  ])
  for (const options of lists) {
    const texts = Object.values(options ?? {})
    expect(texts).toEqual([...new Set(texts)])
  }
})

test('hints in Japanese are whole polite sentences', () => {
  const rough = Object.entries(wordsIn('ja')).filter(([, { hint = '', why = '' }]) => {
    return (
      !/(?:です|ます|せん|ください|でした|例：.+)[。]?$/.test(hint.replace(/例：.*$/, '例：x')) || !why.endsWith('。')
    )
  })
  expect(rough.map(([id]) => id)).toEqual([])
})

test('every section has a heading in both languages', () => {
  for (const language of ['ja', 'en']) {
    const sections = sectionsIn(language)
    expect(Object.keys(sections).toSorted()).toEqual(currentEdition.sections.map(({ id }) => id).toSorted())
  }
})

test('every problem that can be found has words in both languages', () => {
  const source = readFileSync(new URL('../../forms/answers/problem.ts', import.meta.url), 'utf8')
  const codes = [...source.matchAll(/\| '(\w+)'/g)].map(([, code = '']) => code)
  expect(codes.length).toBeGreaterThan(20)
  for (const language of ['ja', 'en']) {
    expect(
      Object.keys(problemsIn(language))
        .filter((key) => !['atLine', 'partMissingOrUnknown'].includes(key))
        .toSorted(),
    ).toEqual(codes.toSorted())
  }
})

test('the 47 prefectures stand in the order of the standard, from Hokkaido to Okinawa', () => {
  expect(prefectures).toHaveLength(47)
  expect(new Set(prefectures).size).toBe(47)
  expect([prefectures[0], prefectures[12], prefectures[35], prefectures[46]]).toEqual([
    '北海道',
    '東京都',
    '徳島県',
    '沖縄県',
  ])
})

test('the five labels of TLP 2.0 can be chosen, and amber is proposed', () => {
  const tlp = itemOf(currentEdition, 'sharing-tlp')
  expect(valuesOf(tlp.asks)).toEqual(['TLP_RED', 'TLP_AMBER_STRICT', 'TLP_AMBER', 'TLP_GREEN', 'TLP_CLEAR'])
  expect(tlp.proposed).toBe('TLP:AMBER')
})

test('consents are worded as yes and no', () => {
  expect([optionKey(true), optionKey(false), optionKey('TLP:AMBER+STRICT')]).toEqual(['yes', 'no', 'TLP_AMBER_STRICT'])
})

test('what one always knows about oneself cannot be left unknown, and what one may not know can', () => {
  const known = items.filter((item) => !item.mayBeUnknown).map(({ id }) => id)
  expect(known).toContain('contact-phone')
  for (const id of [
    'org-corporate-number',
    'incident-attack-type',
    'pd-involved',
    'time-awareness',
    'sharing-consent-expert',
  ]) {
    expect(known).not.toContain(id)
  }
})
