/** Revisions side by side: what was answered in each, and what that meant for one recipient. */
import { sameAnswer, type Change } from '#forms/changes.ts'
import { isTold, type Answers, type Edition, type ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'
import type { Projection } from '#forms/projection.ts'

/** A revision by its number, or the draft. */
export type RevisionName = number | 'draft'

/** Everything that a revision told, and the part of each recipient that had one by then. */
export interface ReadRevision {
  name: RevisionName
  answers: Answers
  parts: ReadonlyMap<RecipientId, Projection>
}

/** Between two revisions, for everybody (null) or as one recipient has it. Without what differs every time. */
export function changesFor(
  edition: Edition,
  before: ReadRevision,
  after: ReadRevision,
  lens: RecipientId | null,
): Change[] {
  const [old, now] = [valuesIn(before, lens), valuesIn(after, lens)]
  const told = [...edition.items.values()].filter((item) => isTold(item) && (item.id in old || item.id in now))
  return told.flatMap(({ id }) => changeOf(id, old, now))
}

export interface LensCount {
  recipient: RecipientId
  /** Null: the body had nothing in either of the two. */
  changes: number | null
}

/** What the difference meant for each of them. */
export function countByLens(
  edition: Edition,
  before: ReadRevision,
  after: ReadRevision,
  recipients: readonly RecipientId[],
): LensCount[] {
  return recipients.map((recipient) => {
    const has = before.parts.has(recipient) || after.parts.has(recipient)
    return { recipient, changes: has ? changesFor(edition, before, after, recipient).length : null }
  })
}

/** The name of a revision in an address. Null when there is none of that name. */
export function revisionNamed(text: string | null, numbers: readonly number[]): RevisionName | null {
  if (text === 'draft') return 'draft'
  return numbers.find((number) => String(number) === text) ?? null
}

/** Items of the draft that are not as they were sent last. */
export function unsentItems(edition: Edition, draft: Answers, sent: Answers): ItemId[] {
  return changesFor(edition, withoutParts(sent), withoutParts(draft), null).map(({ item }) => item)
}

const withoutParts = (answers: Answers): ReadRevision => ({ name: 'draft', answers, parts: new Map() })

function valuesIn({ answers, parts }: ReadRevision, lens: RecipientId | null): Answers {
  if (lens === null) return answers
  return Object.fromEntries(parts.get(lens)?.items.map(({ item, value }) => [item, value]) ?? [])
}

function changeOf(item: ItemId, old: Answers, now: Answers): Change[] {
  const [before, after] = [old[item], now[item]]
  if (before === undefined) return after === undefined ? [] : [{ item, kind: 'added', after }]
  if (after === undefined) return [{ item, kind: 'removed', before }]
  return sameAnswer(before, after) ? [] : [{ item, kind: 'changed', before, after }]
}
