/** Files that belong to an item: which items take them, which an answer names, and who needs them. */
import { isGroups, type FileEntry } from './files/entry.ts'
import type { Answers, Edition, ItemId } from './item.ts'
import type { Need, RecipientId } from './plan.ts'
import type { Projection } from './projection.ts'

export type { FileEntry, ScanResult } from './files/entry.ts'

const known = new WeakMap<Edition, ReadonlyMap<ItemId, ItemId>>()

/** From an item that takes files to the item that lists them. */
export function fileItems(edition: Edition): ReadonlyMap<ItemId, ItemId> {
  const before = known.get(edition)
  if (before) return before
  const pairs = [...edition.items.values()].flatMap(({ id, filesOf }) => (filesOf ? [[filesOf, id] as const] : []))
  const made = new Map(pairs)
  known.set(edition, made)
  return made
}

/** The same, without the items to which nothing was added. Most reports have none. */
export function filledFileItems(edition: Edition, answers: Answers): ReadonlyMap<ItemId, ItemId> {
  const all = fileItems(edition)
  for (const id of all.values()) {
    if (answers[id] !== undefined) return new Map([...all].filter(([, files]) => answers[files] !== undefined))
  }
  return none
}

const none: ReadonlyMap<ItemId, ItemId> = new Map()

/**
 * Whoever needs an item needs its files, with two differences: a law that names an item names no file, so a file can
 * always be withheld; and who gets an item only anonymised gets no file, as nobody can tell what it gives away.
 */
export function withFiles(needs: readonly Need[], filled: ReadonlyMap<ItemId, ItemId>): readonly Need[] {
  if (filled.size === 0) return needs
  return needs.flatMap((need) => {
    const item = filled.get(need.item)
    if (item === undefined || need.strength === 'anonymised') return [need]
    const strength = need.strength === 'statutory' ? 'required' : need.strength
    return [need, { ...need, item, strength, stage: 'known' } satisfies Need]
  })
}

/** Which file reaches whom with these parts of a report. Most reports have none, and are not looked through. */
export function filesGoing(
  edition: Edition,
  answers: Answers,
  parts: readonly { recipient: RecipientId; projection: Projection }[],
): { id: string; recipient: RecipientId }[] {
  const lists = new Set(filledFileItems(edition, answers).values())
  if (lists.size === 0) return []
  return parts.flatMap(({ recipient, projection }) =>
    filesListed(projection, lists).map(({ id }) => ({ id, recipient })),
  )
}

/** The files that a part of a report lists, in the order of its items. */
export function filesListed({ items }: Pick<Projection, 'items'>, lists: ReadonlySet<ItemId>): FileEntry[] {
  return items.flatMap(({ item, value }) => (lists.has(item) && isGroups(value) ? value : []))
}

/** The files that one item lists. What has another shape (an edition to come) is left out. */
export function filesIn(answers: Answers, item: ItemId): FileEntry[] {
  const value = answers[item]
  return isGroups(value) ? value : []
}
