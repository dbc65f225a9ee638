/** Exactly what one recipient gets of a revision, and nothing else. */
import { anonymiser } from './anonymise/anonymise.ts'
import type { Answer, Answers, ItemId, Phase } from './item.ts'
import type { Duty, Need, RecipientId, RoutedPlan, Strength } from './plan.ts'

/** What the reporter ticked in the preview: optional items added for a recipient, and items or recipients left out. */
export interface Choices {
  declined: readonly RecipientId[]
  added: Readonly<Record<RecipientId, readonly ItemId[]>>
  withheld: Readonly<Record<RecipientId, readonly ItemId[]>>
}

export interface ProjectedItem {
  item: ItemId
  value: Answer
  strength: Strength
  ground: string
}

export interface Projection {
  recipient: RecipientId
  edition: string
  rulebook: string
  phase: Phase
  duty: Duty
  rules: readonly string[]
  items: readonly ProjectedItem[]
}

export const noChoices: Choices = { declined: [], added: {}, withheld: {} }

const duties: readonly Duty[] = ['statutory', 'supervisory', 'contract']

/**
 * What this recipient gets, or null when nothing is sent to it: no ground, still open, only offered, or declined where
 * nobody is bound. Only needs of the plan leave, optional ones only when added; a statutory item cannot be withheld.
 */
export function projectionFor(
  plan: RoutedPlan,
  answers: Answers,
  recipient: RecipientId,
  choices: Choices,
): Projection | null {
  const route = plan.routes.find((one) => one.recipient === recipient)
  if (!route || (route.verdict !== 'required' && route.verdict !== 'expected')) return null
  if (choices.declined.includes(recipient) && !duties.includes(route.duty)) return null
  const anonymised = anonymiser(answers)
  const added = choices.added[recipient] ?? []
  const withheld = choices.withheld[recipient] ?? []
  const items: ProjectedItem[] = []
  for (const need of route.needs) {
    if (!leaves(need, added, withheld)) continue
    const { ground, item, strength } = need
    const value = strength === 'anonymised' ? anonymised(item) : answers[item]
    if (value !== undefined && value !== null) items.push({ ground, item, strength, value }) // as canonicalJson has them
  }
  const holding = route.reasons.filter(({ verdict }) => verdict === 'required' || verdict === 'expected')
  const { edition, rulebook, phase } = plan
  const rules = holding.map(({ rule }) => rule)
  return { duty: route.duty, edition, items, phase, recipient, rulebook, rules }
}

function leaves({ item, strength }: Need, added: readonly ItemId[], withheld: readonly ItemId[]): boolean {
  if (strength === 'statutory') return true
  if (withheld.includes(item)) return false
  return strength !== 'optional' || added.includes(item)
}

/** Each answer as canonicalJson has it, so that what many get is put in order once. */
export function inCanonicalOrder(answers: Answers): Answers {
  const ordered: Record<ItemId, Answer> = { ...answers }
  for (const item of Object.keys(answers)) {
    const answer = answers[item]
    if (typeof answer === 'object') ordered[item] = sorted(answer) as Answer // the same parts
  }
  return ordered
}

/** JSON with sorted keys and no blanks: equal values have equal text, so digests can be made of it. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value))
}

/** Copies written natively take less than half the time of a replacer, and most parts are in order without one. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isInOrder(value)) return value
  if (Array.isArray(value)) return value.map(sorted)
  const parts = value as Readonly<Record<string, unknown>> // an object that is no list
  const copy: Record<string, unknown> = {}
  for (const key of inOrder(Object.keys(parts))) {
    if (key === '__proto__') throw new RangeError('an object with this key has no canonical form')
    copy[key] = sorted(parts[key])
  }
  return copy
}

function isInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isInOrder)
  const parts = value as Readonly<Record<string, unknown>> // an object that is no list
  let before = ''
  for (const key in parts) {
    if (key < before || key === '__proto__' || !isInOrder(parts[key])) return false
    before = key
  }
  return true
}

/** Sorts the few keys of one object where they are: the built-in sort makes working copies, a fifth of all garbage. */
function inOrder(keys: string[]): readonly string[] {
  if (keys.length > 200) return keys.toSorted()
  for (let end = 1; end < keys.length; end++) {
    const key = keys[end] ?? ''
    let place = end
    for (; place > 0 && (keys[place - 1] ?? '') > key; place--) keys[place] = keys[place - 1] ?? ''
    keys[place] = key
  }
  return keys
}
