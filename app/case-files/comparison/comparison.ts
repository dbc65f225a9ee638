/** Two deliveries side by side, item by item, in the words that people read. */
import { changesBetween, type Change } from '#forms/changes.ts'
import { answerLines } from '#forms/document/answer-lines.ts'
import type { Words } from '#forms/document/words.ts'
import { findEdition } from '#forms/edition.ts'
import type { Answer, ItemId } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'
import { wordChanges, type Piece } from '#forms/word-changes.ts'

export interface ComparedItem {
  item: ItemId
  kind: Change['kind']
  label: string
  /** Null on the side that has no answer. */
  before: readonly Piece[] | null
  after: readonly Piece[] | null
}

/** In the order of the later one. What differs every time (number and date of the revision) is left out. */
export function comparedItems(before: Projection, after: Projection, words: Words): ComparedItem[] {
  const editions = [after, before].map(({ edition }) => findEdition(edition)?.items)
  const known = (item: ItemId) => editions.map((items) => items?.get(item)).find((found) => found !== undefined)
  return changesBetween(before, after)
    .filter(({ item }) => !known(item)?.given)
    .map((change) => {
      const { item, kind } = change
      const text = (value: Answer) => answerLines(item, known(item), value, words).join('\n')
      return { item, kind, label: words.item(item), ...sidesOf(change, text) }
    })
}

/** Words are marked where an answer was rewritten; one that came or went as a whole is named so. */
function sidesOf(change: Change, text: (value: Answer) => string): Pick<ComparedItem, 'before' | 'after'> {
  switch (change.kind) {
    case 'added':
      return { before: null, after: [{ text: text(change.after), changed: false }] }
    case 'removed':
      return { before: [{ text: text(change.before), changed: false }], after: null }
    case 'changed':
      return wordChanges(text(change.before), text(change.after))
  }
}
