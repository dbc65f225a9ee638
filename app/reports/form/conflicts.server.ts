import { documentWords } from '#app/i18n/words.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { answerLines } from '#forms/document/answer-lines.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answer, ItemId } from '#forms/item.ts'

import type { SavedPage } from './save-page.server.ts'

export interface ShownConflict {
  item: ItemId
  mine: readonly string[]
  theirs: readonly string[]
  /** What was typed, to be posted again as it was. */
  typed: readonly { name: string; value: string }[]
}

/** Both answers to each item that two screens have changed, in words. */
export function conflictsIn(
  { conflicts, typed, draft }: Pick<SavedPage, 'conflicts' | 'typed' | 'draft'>,
  language: Language,
) {
  const words = documentWords(language)
  const lines = (item: ItemId, answer: Answer | undefined) =>
    answer === undefined ? [] : answerLines(item, currentEdition.items.get(item), answer, words)
  const shown = conflicts.map(({ item, mine, theirs }): ShownConflict => ({
    item,
    mine: lines(item, mine),
    theirs: lines(item, theirs),
    typed: Object.entries(typed)
      .filter(([name]) => name === item || name.startsWith(`${item}.`))
      .flatMap(([name, values]) => values.map((value) => ({ name, value }))),
  }))
  return { conflicts: shown, version: draft.version }
}
