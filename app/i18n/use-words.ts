import type { TFunction } from 'i18next'
import { once } from './once.ts'
import { useTranslation } from './use-translation.ts'

import { wordKey } from '#forms/words.ts'

/** Names of what the law and the form define, by id. What has no words is shown by its id. */
export interface Names {
  recipient: (id: string) => string
  recipientShort: (id: string) => string
  rule: (id: string) => string
  ground: (id: string) => string
  /** Where a ground is written, and how we know; empty when nothing is said. */
  groundSource: (id: string) => string
  clock: (id: string) => string
  duty: (id: string) => string
  /** Its short name, a noun; the question itself stands only on the form. */
  item: (item: string) => string
  option: (item: string, value: string, part?: string) => string
}

export function useWords(): Names {
  return namesIn(useTranslation().t)
}

const made = new WeakMap<TFunction, Names>()

function namesIn(t: TFunction): Names {
  const known = made.get(t)
  if (known) return known
  const first = (fallback: string, ...keys: string[]): string => {
    const [key, ...rest] = keys
    if (key === undefined) return fallback
    const word = t(key, { defaultValue: '', returnObjects: false })
    return typeof word === 'string' && word !== '' && !word.includes('returned an object')
      ? word
      : first(fallback, ...rest)
  }
  const named = (group: string) =>
    once((id) => {
      const key = `rules:${group}.${wordKey(id)}`
      return first(id, `${key}.name`, `${key}.label`, key)
    })
  const options = new Map<string, Map<string, string>>()
  const names: Names = {
    recipient: named('recipients'),
    recipientShort: once((id) => first(id, `rules:recipients.${id}.short`, `rules:recipients.${id}.name`)),
    rule: named('rules'),
    ground: named('grounds'),
    groundSource: once((id) => first('', `rules:grounds.${wordKey(id)}.source`)),
    clock: named('clocks'),
    duty: named('duties'),
    item: once((item) => first(item, `items:${item}.name`)),
    option: (item, value, part) => {
      const kept = options.get(item)?.get(value)
      if (kept !== undefined && part === undefined) return kept
      const ofPart = part === undefined ? [] : [`items:${item}.parts.${part}.options.${wordKey(value)}`]
      const word = first(value, ...ofPart, `items:${item}.options.${wordKey(value)}`)
      const isOption = part === undefined && word !== value // what somebody typed instead is not kept
      if (isOption) options.set(item, (options.get(item) ?? new Map<string, string>()).set(value, word))
      return word
    },
  }
  made.set(t, names)
  return names
}
