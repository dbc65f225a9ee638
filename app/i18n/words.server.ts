/** The words of documents (PDF, HTML, JSON of what a recipient gets), from the same locales as the pages. */
import type { Words } from '#forms/document/words.ts'
import { wordKey } from '#forms/words.ts'
import { formatDateTime, formatDay } from './format.ts'
import { i18nFor } from './i18n.server.ts'
import type { Language } from './language.ts'

const made = new Map<Language, Words>()

/** Words that are missing fall back to the id or value itself: an old projection can always be shown. */
export function documentWords(language: Language): Words {
  const words = made.get(language) ?? wordsIn(language)
  made.set(language, words)
  return words
}

function wordsIn(language: Language): Words {
  const { t, exists } = i18nFor(language)
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 6 })
  const text: Words['text'] = (key, values) => t(`documents:${key}`, { ...values })
  /** What there is, looked up once: i18next takes ten microseconds for each, and a queue has hundreds of cells. */
  const known = new Map<string, string>()
  /** The first of these keys that holds words, not a group of further keys. */
  const first = (fallback: string, ...keys: string[]): string => {
    const place = keys.join(' ')
    const kept = known.get(place)
    if (kept !== undefined) return kept
    const found = keys.map((key): unknown => (exists(key) ? t(key, { returnObjects: true }) : undefined))
    const words = found.find((one) => typeof one === 'string')
    if (words !== undefined) known.set(place, words) // what somebody typed instead is not kept
    return words ?? fallback
  }
  const named = (id: string, group: string) => {
    const key = `rules:${group}.${wordKey(id)}`
    return first(id, key, `${key}.name`, `${key}.label`)
  }
  const option: Words['option'] = (item, value, part) => {
    const key = wordKey(value)
    const ofPart = part === undefined ? [] : [`items:${item}.parts.${part}.options.${key}`]
    return first(value, ...ofPart, `items:${item}.options.${key}`)
  }
  return {
    language,
    recipient: (id) => named(id, 'recipients'),
    rule: (id) => named(id, 'rules'),
    ground: (id) => named(id, 'grounds'),
    duty: (duty) => named(duty, 'duties'),
    phase: (phase) => first(phase, `documents:phases.${phase}`),
    clock: (id) => named(id, 'clocks'),
    section: (id) => first(id, `sections:${id}.name`, `sections:${id}.title`, `documents:sections.${id}`),
    item: (item) => first(item, `items:${item}.name`),
    part: (item, part) => first(part, `items:${item}.parts.${part}.name`, `items:${item}.parts.${part}.label`),
    option,
    yesOrNo: (item, value, part) => {
      const answer = value ? 'yes' : 'no'
      const own = option(item, answer, part)
      return own === answer ? text(answer) : own
    },
    quantity: (amount, unit) => {
      const number = numbers.format(amount)
      return unit !== undefined && exists(`documents:units.${unit}`)
        ? text(`units.${unit}`, { amount: number })
        : number
    },
    money: (amount, currency) => {
      if (currency === undefined) return numbers.format(amount)
      const key = exists(`documents:money.${wordKey(currency)}`) ? wordKey(currency) : 'other'
      return text(`money.${key}`, { amount: numbers.format(amount), currency })
    },
    dateTime: (iso) => formatDateTime(iso, language),
    day: (iso) => (Number.isNaN(Date.parse(iso)) ? iso : formatDay(iso, language)),
    text,
  }
}
