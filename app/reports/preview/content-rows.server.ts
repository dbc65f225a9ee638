import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { answerLines } from '#forms/document/answer-lines.ts'
import { currentEdition } from '#forms/edition.ts'
import type { ItemId } from '#forms/item.ts'

import type { PreviewPage } from './preview-page.server.ts'

export interface ContentRow {
  item: ItemId
  lines: readonly string[]
}

/** What would be sent to anybody, in the words of the form: for a second person, who decides by it. */
export function contentRows({ cards, whole }: PreviewPage, language: Language): ContentRow[] {
  const words = documentWords(language)
  const going = new Set(cards.flatMap(({ goes }) => goes.map(({ item }) => item)))
  return whole.told.flatMap((item) => {
    const answer = whole.answers[item]
    if (answer === undefined || !going.has(item)) return []
    return [{ item, lines: answerLines(item, currentEdition.items.get(item), answer, words) }]
  })
}
