import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import type { Change } from '#forms/changes.ts'
import { answerLines } from '#forms/document/answer-lines.ts'
import { currentEdition } from '#forms/edition.ts'
import type { ItemId } from '#forms/item.ts'

import type { NamedChange, PreviewPage } from './preview-page.server.ts'

export interface ContentRow {
  item: ItemId
  lines: readonly string[]
  /** What is new about it for somebody who has an earlier revision. */
  kind?: Change['kind'] | undefined
}

/**
 * What would be sent to anybody, in the words of the form: for a second person, who decides by it. Of a further report
 * first what is new; what would be taken back from somebody and goes to nobody any more is among it.
 */
export function contentRows({ cards, whole, changes }: PreviewPage, language: Language): ContentRow[] {
  const words = documentWords(language)
  const going = new Set(cards.flatMap(({ goes }) => goes.map(({ item }) => item)))
  const kinds = kindsIn(Object.values(changes).flat(), going)
  const rows = whole.told.flatMap((item): ContentRow[] => {
    const answer = whole.answers[item]
    if (answer === undefined || !going.has(item)) return []
    return [{ item, kind: kinds.get(item), lines: answerLines(item, currentEdition.items.get(item), answer, words) }]
  })
  const gone = [...kinds].flatMap(([item, kind]) => (going.has(item) ? [] : [{ item, kind, lines: [] }]))
  const isNew = ({ kind }: ContentRow) => kind !== undefined
  return [...rows.filter(isNew), ...gone, ...rows.filter((row) => !isNew(row))]
}

/** Of an item that is new to one body and changed for another: changed. One that still goes to somebody is not taken back. */
function kindsIn(changes: readonly NamedChange[], going: ReadonlySet<ItemId>): ReadonlyMap<ItemId, Change['kind']> {
  const told = changes.filter(({ item, kind }) => kind !== 'removed' || !going.has(item))
  const added = told.filter(({ kind }) => kind === 'added')
  return new Map([...added, ...told.filter(({ kind }) => kind !== 'added')].map(({ item, kind }) => [item, kind]))
}
