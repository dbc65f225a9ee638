/** The door for answers: what is posted or comes as JSON leaves as answers of an edition, or as problems. */
import { checkerOf } from './answers/check.ts'
import { fieldsOf, readItem, type PostedForm } from './answers/read-form.ts'
import { itemOfField } from './answers/fields.ts'
import type { Checker, Problem, Refuse } from './answers/problem.ts'
import { placeOf } from './condition/told.ts'
import { layoutOf, shownIn, toldOf } from './layout.ts'
import { unknown, type Answer, type Answers, type Edition, type Item, type ItemId } from './item.ts'

export interface ParsedAnswers {
  /** Only items of the page; one that is missing came back blank (was cleared) or has a problem. */
  answers: Answers
  problems: readonly Problem[]
  /** Everything that was typed or ticked, by field name, to be shown again beside a problem. */
  typed: Readonly<Record<string, readonly string[]>>
}

/** Reads the items of one page. Times without offset are Japan time; digits may be full-width, indicators defanged. */
export function parseAnswers(edition: Edition, itemIds: readonly ItemId[], form: PostedForm): ParsedAnswers {
  const fields = fieldsOf(form)
  const problems: Problem[] = []
  const answers: Record<ItemId, Answer> = {}
  for (const id of itemIds) {
    const item = edition.items.get(id)
    if (!item || item.given) continue
    const refuse = refusalInto(problems, id)
    const answer = checked(item, readItem(item, fields, refuse), refuse)
    if (answer !== undefined && !problems.some((problem) => problem.item === id)) answers[id] = answer
  }
  const asked = new Set(itemIds)
  const typed = Object.fromEntries([...fields].filter(([name]) => asked.has(itemOfField(name))))
  return { answers, problems, typed }
}

/**
 * Reads answers as JSON (programs, drafts, the corpus). Good answers are kept beside the problems of others; null and
 * blank parts drop out; words that an open vocabulary does not know are kept.
 */
export function checkAnswers(edition: Edition, json: unknown): { answers: Answers; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const answers: Record<ItemId, Answer> = {}
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { answers, problems: [{ item: '', code: 'shape' }] }
  }
  for (const [id, raw] of Object.entries(json)) {
    const refuse = refusalInto(problems, id.slice(0, 100))
    const item = edition.items.get(id)
    const answer = item && !item.filesOf ? checked(item, raw, refuse) : refuse(item ? 'filesApart' : 'notAnItem')
    if (answer !== undefined) answers[id] = answer
  }
  return { answers, problems }
}

/** What may be asked now: the condition holds or could hold. In the order of the edition, without what the portal fills in. */
export function askedNow(edition: Edition, answers: Answers): Item[] {
  const { by } = shownIn(edition, toldOf(edition, answers))
  return layoutOf(edition).items.flatMap(({ item, place }) => (item.given || by[place] !== 1 ? [] : [item]))
}

/** Answers whose item is no longer asked drop out, and with them what was asked because of them. */
export function withoutHidden(edition: Edition, answers: Answers): { answers: Answers; dropped: readonly ItemId[] } {
  const { items } = layoutOf(edition)
  const dropped: ItemId[] = []
  let kept = answers
  for (;;) {
    const before = kept
    const told = toldOf(edition, before)
    const { by } = shownIn(edition, told)
    if (!items.some(({ place }) => told[place] !== undefined && by[place] !== 1)) return { answers: kept, dropped }
    const hidden = Object.keys(before).filter((id) => edition.items.has(id) && by[placeOf(id)] !== 1)
    dropped.push(...hidden)
    kept = Object.fromEntries(Object.entries(before).filter(([id]) => !hidden.includes(id)))
  }
}

/** What the form proposes for an item that is not answered yet: the same fact from another item, or the usual choice. */
export function proposedAnswer(edition: Edition, item: Item, answers: Answers): Answer | undefined {
  if (answers[item.id] !== undefined) return undefined
  const later = item.carriedBackFrom === undefined ? undefined : answers[item.carriedBackFrom]
  if (later !== undefined && later !== unknown) return later
  const source = item.carriedFrom === undefined ? undefined : edition.items.get(item.carriedFrom)
  const carried = source && (answers[source.id] ?? proposedAnswer(edition, source, answers))
  const bare = source?.asks.kind === 'group' && item.asks.kind === 'moment' ? partOf(carried, 'value') : carried
  return bare === undefined || bare === unknown ? item.proposed : bare
}

export function partOf(answer: Answer | undefined, part: string): Answer | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined
  return new Map<string, Answer>(Object.entries(answer)).get(part)
}

const checkers = new WeakMap<Item, Checker>()

function checked(item: Item, raw: unknown, refuse: Refuse): Answer | undefined {
  let check = checkers.get(item)
  if (!check) checkers.set(item, (check = checkerOf(item.asks)))
  return check(raw, refuse)
}

function refusalInto(problems: Problem[], item: ItemId): Refuse {
  return (code, values, place) => {
    problems.push({ item, ...place, code, ...(values ? { values } : {}) })
    return undefined
  }
}

export { beside, fieldName, fieldOfProblem, hasOther, insteadOf, itemOfField } from './answers/fields.ts'
export { formValues, type FieldValues } from './answers/form-values.ts'
export type { Problem, ProblemCode } from './answers/problem.ts'
