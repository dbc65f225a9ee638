/**
 * i18next splits, clones and searches anew for every word, ten microseconds each: a preview with four hundred words
 * spent most of its time there. Here plain words are kept as they are, and those with values as templates.
 */
import type { i18n, TFunction } from 'i18next'

/** More than all words of a language. Ids of stored answers may name words that do not exist; they must not fill memory. */
const most = 20_000
/** Keys of ours; what somebody typed is not kept. */
const plain = /^[\w:.|-]{1,240}$/
const blank = /\{\{(\w+)\}\}/g

type Values = Readonly<Record<string, unknown>>

/** From now on this instance gives the same `t` for the same language and namespace, and its words from memory. */
export function rememberWords(instance: i18n): void {
  const made = new Map<string, TFunction>()
  const plurals = new Intl.PluralRules(instance.language)
  const original = instance.getFixedT.bind(instance)
  const remembered = (...told: Parameters<typeof original>): TFunction => {
    const name = told.slice(0, 3).join(' ')
    const known = made.get(name) ?? remembering(original(...told), plurals)
    made.set(name, known)
    return known
  }
  instance.getFixedT = remembered as i18n['getFixedT'] // its overloads only narrow which keys a caller may name
  instance.t = remembering(instance.t, plurals)
}

function remembering(t: TFunction, plurals: Intl.PluralRules): TFunction {
  const templates = new Map<string, string | null>()
  const ask = t as unknown as (key: unknown, options?: unknown) => unknown // its overloads narrow keys and results
  /** Null when there is more to do than filling in blanks: that is left to i18next. */
  const find = (name: string, key: unknown, options: Values | undefined): string | null => {
    const otherwise = typeof options?.defaultValue === 'string' ? { defaultValue: missing } : {}
    const found = ask(key, { ...options, ...otherwise, skipInterpolation: true })
    const template = typeof found === 'string' && isSimple(found) ? found : null
    if (templates.size < most && plain.test(name)) templates.set(name, template)
    return template
  }
  const translate = (key: unknown, options?: Values): unknown => {
    const name = nameOf(key, options, plurals)
    if (name === null) return ask(key, options)
    const known = templates.get(name)
    const template = known === undefined ? find(name, key, options) : known
    if (template === missing) return options?.defaultValue
    return template === null ? ask(key, options) : filled(template, options)
  }
  return Object.assign(translate, t) as TFunction // the same call, and the language and namespace it was fixed to
}

const missing = '\u0000'

/** Options that mean something to i18next itself; its own fixed `t` hands language and namespace down in them. */
const special = ['ns', 'lng', 'lngs', 'keyPrefix', 'context', 'ordinal', 'replace', 'interpolation', 'returnObjects']

/** What decides which words it will be: the keys and the number. Null when it is something that is not kept. */
function nameOf(key: unknown, options: Values | undefined, plurals: Intl.PluralRules): string | null {
  const keys = Array.isArray(key) ? key.join('|') : key
  if (typeof keys !== 'string') return null
  if (options === undefined) return keys
  if (typeof options !== 'object' || options === null || special.some((name) => options[name])) return null
  const { count, defaultValue } = options
  const number = typeof count === 'number' ? `|${count === 0 ? 'zero' : plurals.select(count)}` : ''
  return typeof defaultValue === 'string' ? `${keys}|otherwise${number}` : `${keys}${number}`
}

/** Nothing but blanks: no nesting, no formats. */
const isSimple = (template: string): boolean =>
  !template.includes('$t(') && !template.replaceAll(blank, '').includes('{{')

/** A value that was forgotten leaves its blank, as in i18next: a mistake that shows. */
function filled(template: string, values: Values = {}): string {
  if (!template.includes('{{')) return template
  return template.replaceAll(blank, (all, name: string) => (name in values ? String(values[name] ?? '') : all))
}
