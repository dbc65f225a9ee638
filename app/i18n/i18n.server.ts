import fs from 'node:fs'
import path from 'node:path'

import { createInstance, type i18n, type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'

import { languages, type Language } from './language.ts'
import { compileWords } from './compiled-words.ts'

const folder = path.resolve(import.meta.dirname, '..', '..', 'locales')

/** One instance per language, made once with every word: a request makes none (that would cost it 0.6 ms). */
const instances = new Map(languages.map((language) => [language, instanceOf(language)]))

export function i18nFor(language: Language): i18n {
  const instance = instances.get(language)
  if (!instance) throw new Error(`No words for ${language}`)
  return instance
}

/** The words of a language outside of pages: mail, PDF, command line. Keys are `namespace:path.to.word`. */
export function wordsOf(language: Language): TFunction {
  return i18nFor(language).t
}

function instanceOf(language: Language): i18n {
  const words = readWords(language)
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: language,
    resources: { [language]: words },
    ns: Object.keys(words),
    defaultNS: 'ui',
    nsSeparator: ':', // said outright, as i18next otherwise guesses for each key whether it is a sentence
    keySeparator: '.',
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  compileWords(instance, words)
  return instance
}

function readWords(language: Language): Record<string, object> {
  const files = fs.readdirSync(path.join(folder, language)).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(files.map((file) => [path.basename(file, '.json'), readJson(language, file)]))
}

function readJson(language: Language, file: string): object {
  return JSON.parse(fs.readFileSync(path.join(folder, language, file), 'utf8'))
}
