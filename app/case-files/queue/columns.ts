/** Columns that a body may add to its queue: items that it is told and that have short answers. */
import type { Cells } from '#db/queue/extracts.server.ts'
import { answerInOneLine } from '#forms/document/answer-lines.ts'
import type { Words } from '#forms/document/words.ts'
import { currentEdition, findEdition } from '#forms/edition.ts'
import type { Item, ItemId } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'

import { byRulebook, itemsTold } from './by-rulebook.ts'

/** The database holds the same number. */
export const mostColumns = 6

/** They have columns or stand in the heading already. */
const standing = new Set(['incident-attack-type', 'org-ci-sector', 'org-name', 'incident-title'])
const longest = { stored: 300, shown: 60 }

/** What the body itself thinks of a case: no item, and a column all the same, for those who sort by it. */
export const severityColumn = 'own-severity'

/** What this body may choose from. */
export const columnChoices = byRulebook<readonly string[]>((rulebook, recipient) => [
  severityColumn,
  ...itemsIn(itemsTold(rulebook, recipient)),
])

/** What this body is told and has a short answer, in the order of the form. */
export const columnItems = byRulebook((rulebook, recipient) => itemsIn(itemsTold(rulebook, recipient)))

function itemsIn(told: ReadonlySet<ItemId>): readonly ItemId[] {
  return [...currentEdition.items.values()].filter((item) => told.has(item.id) && isShort(item)).map(({ id }) => id)
}

function isShort({ id, asks }: Item): boolean {
  if (standing.has(id) || asks.kind === 'list' || asks.kind === 'groups') return false
  return asks.kind !== 'text' || asks.lines === 'one'
}

/**
 * Every answer that could stand in a column. All of them, so that another choice of columns shows at once, and the size
 * of what is sealed does not tell the choice.
 */
export function cellsOf({ edition, items }: Projection): Cells {
  const known = findEdition(edition)?.items
  const short = items.filter(({ item, value }) => {
    const asked = known?.get(item)
    return asked !== undefined && isShort(asked) && JSON.stringify(value).length <= longest.stored
  })
  return Object.fromEntries(short.map(({ item, value }) => [item, value]))
}

/** One cell as people read it; null when the body was not told. */
export function cellText(cells: Cells | undefined, item: ItemId, words: Words): string | null {
  const value = cells?.[item]
  if (value === undefined) return null
  const text = answerInOneLine(item, currentEdition.items.get(item), value, words)
  const letters = [...text]
  return letters.length > longest.shown ? `${letters.slice(0, longest.shown - 1).join('')}…` : text
}
