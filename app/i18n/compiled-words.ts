/**
 * i18next splits, clones and searches anew for every word, ten microseconds each: a preview with four hundred words
 * spent most of its time there. Here every word of a language is compiled once, at the start, and is then one look-up.
 * Whatever is more than filling in blanks (nesting, formats, context, groups of words) is left to i18next.
 */
import type { i18n, TFunction } from 'i18next'

import { templatesIn, type Template, type Templates, type Word } from './word-templates.ts'

type Values = Readonly<Record<string, unknown>>

/** From now on this instance gives the same `t` for the same namespace, and its words as they were compiled. */
export function compileWords(instance: i18n, namespaces: Readonly<Record<string, object>>): void {
  const groups = new Map(Object.entries(namespaces).map(([name, words]) => [name, templatesIn(words)]))
  const all: Templates = new Map()
  for (const [name, words] of groups) for (const [key, word] of words) all.set(`${name}:${key}`, word)
  const plurals = new Intl.PluralRules(instance.language)
  const translator = (namespace: string | null, otherwise: TFunction): TFunction =>
    translating(findIn(groups.get(namespace ?? String(instance.options.defaultNS)), all, plurals), otherwise)

  const original = instance.getFixedT.bind(instance)
  const made = new Map<string | null, TFunction>()
  const fixed = (...told: Parameters<typeof original>): TFunction => {
    const [language, namespace = null, prefix] = told
    const isPlain = language === instance.language && prefix === undefined
    if (!isPlain || !(namespace === null || typeof namespace === 'string')) return original(...told)
    const t = made.get(namespace) ?? translator(namespace, original(...told))
    made.set(namespace, t)
    return t
  }
  instance.getFixedT = fixed as i18n['getFixedT'] // its overloads only narrow which keys a caller may name
  instance.t = translator(null, instance.t)
}

/** The template for a key; null when it is more than that, undefined when there is none. */
type Find = (key: string, options: Values | undefined) => Template | null | undefined

function findIn(own: Templates | undefined, all: Templates, plurals: Intl.PluralRules): Find {
  const counted = ({ plain, counted: byNumber }: Word, count: number) => {
    const zero = count === 0 ? byNumber?.get('zero') : undefined
    return zero ?? byNumber?.get(plurals.select(count)) ?? plain
  }
  return (key, options) => {
    const word = own?.get(key) ?? all.get(key)
    const count = options?.count
    if (word) return typeof count === 'number' ? counted(word, count) : word.plain
    return key.indexOf(':') === key.lastIndexOf(':') ? undefined : null // i18next reads further colons in its own way
  }
}

function translating(find: Find, t: TFunction): TFunction {
  const ask = t as unknown as (key: unknown, options?: unknown) => unknown // its overloads narrow keys and results
  const first = (keys: readonly unknown[], options: Values | undefined) => {
    for (const key of keys) {
      const found = typeof key === 'string' ? find(key, options) : null
      if (found !== undefined) return found
    }
    return undefined
  }
  const translate = (key: unknown, options?: Values): unknown => {
    if (options !== undefined && isSpecial(options)) return ask(key, options)
    const template = typeof key === 'string' ? find(key, options) : Array.isArray(key) ? first(key, options) : null
    if (typeof template === 'string') return template
    if (template) return filled(template, options)
    // What somebody typed may stand in for a word that is missing: it is no template
    const otherwise = template === undefined ? options?.defaultValue : undefined
    return typeof otherwise === 'string' ? otherwise : ask(key, options)
  }
  return Object.assign(translate, t) as TFunction // the same call, and the language and namespace it was fixed to
}

/** Options that mean something to i18next itself; its own fixed `t` hands language and namespace down in them. */
function isSpecial(options: Values): boolean {
  if (typeof options !== 'object' || options === null) return true
  const { ns, lng, lngs, keyPrefix, context, ordinal, replace, interpolation, returnObjects, count } = options
  if (ns || lng || lngs || keyPrefix || context || ordinal || replace || interpolation || returnObjects) return true
  return count !== undefined && typeof count !== 'number' && typeof count !== 'string'
}

/** A value that was forgotten leaves its blank, as in i18next: a mistake that shows. */
function filled(pieces: readonly string[], values: Values = {}): string {
  let text = pieces[0] ?? ''
  for (let at = 1; at < pieces.length; at += 2) {
    const name = pieces[at] ?? ''
    text += (name in values ? String(values[name] ?? '') : `{{${name}}}`) + (pieces[at + 1] ?? '')
  }
  return text
}
