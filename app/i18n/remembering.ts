/**
 * i18next splits, clones and searches anew for every word, ten microseconds each: a preview with four hundred words
 * spent most of its time there. Words without values to fill in are the same each time, so they are kept.
 */
import type { i18n, TFunction } from 'i18next'

/** More than all words of a language. Ids of stored answers may name words that do not exist; they must not fill memory. */
const most = 20_000
/** A key of ours; what somebody typed is not kept. */
const plain = /^[\w:.-]{1,120}$/

/** From now on this instance gives the same `t` for the same language and namespace, and its plain words from memory. */
export function rememberWords(instance: i18n): void {
  const made = new Map<string, TFunction>()
  const original = instance.getFixedT.bind(instance)
  const remembered = (...told: Parameters<typeof original>): TFunction => {
    const [language, namespaces, prefix] = told
    const name = JSON.stringify([language, namespaces, prefix])
    const known = made.get(name) ?? remembering(original(...told))
    made.set(name, known)
    return known
  }
  instance.getFixedT = remembered as i18n['getFixedT'] // its overloads only narrow which keys a caller may name
  instance.t = remembering(instance.t)
}

function remembering(t: TFunction): TFunction {
  const words = new Map<string, string>()
  const ask = t as unknown as (key: unknown, options?: unknown) => unknown // its overloads narrow keys and results
  const translate = (key: unknown, options?: unknown): unknown => {
    const name = nameOf(key, options)
    if (name === null) return ask(key, options)
    const known = words.get(name)
    if (known !== undefined) return known
    const found = ask(key, options)
    if (typeof found === 'string' && words.size < most && typeof key === 'string' && plain.test(key))
      words.set(name, found)
    return found
  }
  return Object.assign(translate, t) as TFunction // the same call, and the language and namespace it was fixed to
}

/** Null when there is something to fill in. */
function nameOf(key: unknown, options: unknown): string | null {
  if (typeof key !== 'string') return null
  if (options === undefined) return key
  if (typeof options !== 'object' || options === null) return null
  let otherwise = ''
  for (const [name, value] of Object.entries(options)) {
    if (name === 'defaultValue' && typeof value === 'string') otherwise = value
    else if (name !== 'returnObjects' || value !== false) return null
  }
  return `${key}\n${otherwise}`
}
