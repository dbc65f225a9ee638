/**
 * The anonymised form of an answer. An allow-list: an item without a line here does not leave, whatever the rulebook says.
 * "Nothing found" is not "safe": a person still reviews what goes to expert bodies (METI guide on sharing).
 */
import type { Answer, Answers, ItemId } from '#forms/item.ts'
import { unknown } from '#forms/item.ts'
import { identifiersIn, knownNames, oneSpelling, squeezed, type KnownName } from './identifiers.ts'
import { seemsToName } from './seeming.ts'

type Cleaner = (answer: Answer, identifiers: readonly string[]) => Answer | undefined

const mask = '■■■'

/** Words of a fixed vocabulary: kept when they look like one. */
const codes: Cleaner = (answer) => {
  if (Array.isArray(answer)) return some(answer.filter(isCode))
  return isCode(answer) ? answer : undefined
}

/** Indicators of the attacker: one that touches the victim is dropped whole. */
const indicators: Cleaner = (answer, identifiers) =>
  some(listOf(answer).filter((entry) => !textsIn(entry).some((text) => names(text, identifiers))))

/** Free text: identifiers are masked; a text that still looks as if it named somebody does not leave. */
const text: Cleaner = (answer, identifiers) => {
  if (typeof answer !== 'string') return undefined
  const masked = maskAll(withoutRecipients(answer), identifiers)
  return masked === '' || stillNames(masked) ? undefined : masked
}

const texts: Cleaner = (answer, identifiers) => some(listOf(answer).flatMap((entry) => text(entry, identifiers) ?? []))

/** The day in Japan is enough to recognise a wave of attacks; the minute would let one guess the victim. */
const day: Cleaner = (answer) => {
  const value = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer
  const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(moment) ? undefined : new Date(moment + 9 * 3_600_000).toISOString().slice(0, 10)
}

const numbers: Cleaner = (answer) => parts(answer, (value) => (typeof value === 'number' ? value : undefined))

const parted =
  (cleaners: Readonly<Record<string, Cleaner>>): Cleaner =>
  (answer, identifiers) =>
    parts(answer, (value, part) => (Object.hasOwn(cleaners, part) ? cleaners[part]?.(value, identifiers) : undefined))

const allowed: Readonly<Record<ItemId, Cleaner>> = {
  'sharing-tlp': codes,
  'time-occurrence': day,
  'time-detection': day,
  'incident-attack-type': codes,
  'sys-software': texts,
  'cause-initial-access': codes,
  'cause-vulnerability': texts,
  'cause-ttp': codes,
  'cause-malware': parted({ name: text }),
  'ioc-network': indicators,
  'ioc-malware': indicators,
  'ioc-source': indicators,
  'ransom-extension': text,
  'ransom-type': codes,
  'ransom-family': text,
  'ddos-type': codes,
  'ddos-scale': numbers,
  'ddos-mitigation': codes,
  'phish-artefact': parted({ url: text, headers: text, impersonated: text }),
  'sc-provider': parted({ origin: codes }),
  'ioc-public-info': (answer) =>
    some(
      listOf(answer).flatMap(
        (entry) => parts(entry, (value) => (typeof value === 'boolean' || isCode(value) ? value : undefined)) ?? [],
      ),
    ),
}

/** One answer as it may reach somebody who must not know the victim; undefined: it does not leave. */
export function anonymiser(answers: Answers): (item: ItemId) => Answer | undefined {
  return (item) => {
    const answer = answers[item]
    if (answer === undefined || answer === null || answer === unknown) return undefined
    return Object.hasOwn(allowed, item) ? allowed[item]?.(answer, identifiersOf(answers)) : undefined
  }
}

/** Does a text in it name somebody: one of `known`, or whoever a number, a telephone or what stands around it belongs to? */
export function identifiesSomebody(answer: Answer, known: readonly string[]): boolean {
  const isNamed = (told: string) => stillNames(told) || isOneOf(told, knownNames(known))
  return (
    textsIn(answer).some(isNamed) || textsIn(withoutImpersonated(answer)).some((told) => seemsToName(oneSpelling(told)))
  )
}

/** Whom of `known` a text in it names. */
export const namedIn = (answer: Answer, known: readonly string[]): string[] =>
  known.filter((name) => textsIn(answer).some((told) => isOneOf(told, knownNames([name]))))

function isOneOf(told: string, known: readonly KnownName[]): boolean {
  if (known.length === 0) return false
  const spelled = oneSpelling(told)
  const tight = squeezed(spelled)
  return known.some(({ plain, bare }) => spelled.includes(plain) || (bare !== '' && tight.includes(bare)))
}

/** Whom a phishing page pretends to be is named on purpose. */
function withoutImpersonated(answer: Answer): Answer {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer
  return Object.fromEntries(Object.entries(answer).filter(([part]) => part !== 'impersonated'))
}

/** Collected once for all recipients of the same answers, and not at all when nobody gets an anonymised one. */
function identifiersOf(answers: Answers): readonly string[] {
  const known = collected.get(answers) ?? identifiersIn(answers)
  collected.set(answers, known)
  return known
}

const collected = new WeakMap<Answers, readonly string[]>()

function isCode(value: Answer): value is string {
  return typeof value === 'string' && value !== unknown && /^[A-Za-z0-9][A-Za-z0-9.:+_-]{0,60}$/.test(value)
}

function names(value: string, identifiers: readonly string[]): boolean {
  const spelled = oneSpelling(value)
  return identifiers.some((identifier) => spelled.includes(identifier))
}

function maskAll(value: string, identifiers: readonly string[]): string {
  const spelled = oneSpelling(value)
  if (!identifiers.some((identifier) => spelled.includes(identifier))) return value.trim()
  return identifiers.reduce((masked, identifier) => masked.replaceAll(identifier, mask), spelled).trim()
}

/** Lines of a mail header that say who received it. */
function withoutRecipients(value: string): string {
  return value.replaceAll(/^[ \t]*(?:to|cc|bcc|delivered-to|x-original-to|envelope-to|return-path):.*$/gim, '')
}

/** A number of thirteen digits, a telephone number, a legal form left beside a name. */
function stillNames(value: string): boolean {
  const spelled = oneSpelling(value)
  return /(?<!\d)\d{13}(?!\d)|(?<!\d)0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)|\+81[-\d]{9,}|株式会社|有限会社/u.test(spelled)
}

function parts(answer: Answer, clean: (value: Answer, part: string) => Answer | undefined): Answer | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined
  const kept = Object.entries(answer).flatMap(([part, value]) => {
    const cleaned = clean(value, part)
    return cleaned === undefined || cleaned === unknown ? [] : [[part, cleaned] as const]
  })
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

function some(list: readonly Answer[]): readonly Answer[] | undefined {
  return list.length > 0 ? list : undefined
}

function listOf(answer: Answer): readonly Answer[] {
  return Array.isArray(answer) ? answer : [answer]
}

function textsIn(answer: Answer): string[] {
  if (typeof answer === 'string') return [answer]
  return typeof answer === 'object' && answer !== null ? Object.values(answer).flatMap(textsIn) : []
}
