/**
 * What a page was made from: the draft's version and, in short, the answers that it showed. A field that comes back as
 * it was shown was not touched on that screen, however old the page is.
 */
import { createHash } from 'node:crypto'

import { formValues } from '#forms/answers.ts'
import { currentEdition, itemOf } from '#forms/edition.ts'
import type { Answer, Answers, ItemId } from '#forms/item.ts'
import { canonicalJson } from '#forms/projection.ts'

export interface PageVersion {
  base: number
  /** Items that stand there as they were in an older version than the rest of the page. */
  bases: ReadonlyMap<ItemId, number>
  /** Of what was shown; null for a page without marks. */
  marks: ReadonlyMap<ItemId, string> | null
  /** Was this answer on the page already, when it was made? */
  isAsShown: (item: ItemId, answer: Answer | undefined) => boolean
}

/** For a hidden field; the script replaces it whole after each save. */
export function pageVersion(draft: { version: number; answers: Answers }, items: readonly ItemId[]): string {
  const marks = marksOf(draft.answers)
  const shown = items.flatMap((item) => {
    const mark = marks(item)
    return mark === undefined ? [] : `${item}=${mark}`
  })
  return [draft.version, 'shown', ...shown].join(' ')
}

/**
 * For a page that stays open after a save. What was `left` alone still stands there as it was: where the draft says something
 * else by now, the page has not seen that, and the item keeps the mark and the version that it was shown with.
 */
export function pageVersionAfter(
  { base, bases, marks, isAsShown }: PageVersion,
  { draft, items, left }: { draft: Parameters<typeof pageVersion>[0]; items: readonly ItemId[]; left: Set<ItemId> },
): string {
  const isUnseen = (item: ItemId) => marks !== null && left.has(item) && !isAsShown(item, draft.answers[item])
  const unseen = items.filter(isUnseen).map((item) => `${item}=${marks?.get(item) ?? ''}@${bases.get(item) ?? base}`)
  const seen = items.filter((item) => !isUnseen(item))
  return [pageVersion(draft, seen), ...unseen].join(' ')
}

/** A page without marks (one that offers a choice, say) touches everything that it posts. */
export function readPageVersion(text: string): PageVersion {
  const [base, marked, ...shown] = text.split(' ')
  const told = shown.map((one) => one.split(/[=@]/))
  const marks = new Map(told.flatMap(([item = '', mark]) => (mark ? [[item, mark]] : [])))
  const bases = new Map(told.flatMap(([item = '', , at]) => (at ? [[item, Number(at) || 0]] : [])))
  const isAsShown = (item: ItemId, answer: Answer | undefined) => marks.get(item) === markOf(item, answer)
  const known = { base: Number(base) || 0, bases }
  return marked === 'shown' ? { ...known, marks, isAsShown } : { ...known, marks: null, isAsShown: () => false }
}

const marked = new WeakMap<Answers, Map<ItemId, string | undefined>>()

/** Those of answers that cannot change are made once, and go with the answers. */
function marksOf(answers: Answers): (item: ItemId) => string | undefined {
  if (!Object.isFrozen(answers)) return (item) => markOf(item, answers[item])
  const known = marked.get(answers) ?? new Map<ItemId, string | undefined>()
  marked.set(answers, known)
  return (item) => {
    const mark = known.get(item) ?? markOf(item, answers[item])
    known.set(item, mark)
    return mark
  }
}

/** Of what stands in the fields: they have no place for the seconds of a program's time, or for how it wrote the hour. */
function markOf(item: ItemId, answer: Answer | undefined): string | undefined {
  const fields = formValues(itemOf(currentEdition, item), answer)
  if (Object.keys(fields).length === 0) return undefined
  return createHash('sha256').update(canonicalJson(fields)).digest('base64url').slice(0, 8)
}
