import { textOf } from '#app/http/form.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { joinTimes } from '#app/reports/form/filled-fields.ts'
import { parseAnswers } from '#forms/answers.ts'
import { sameAnswer } from '#forms/changes.ts'
import { answerLines } from '#forms/document/answer-lines.ts'
import { currentEdition } from '#forms/edition.ts'
import type { ItemId } from '#forms/item.ts'

import type { ReadQuestions } from './read-questions.server.ts'

/** An answer to a question that was settled on another screen meanwhile; without an item it was in words. */
export interface TypedInVain {
  item: ItemId | null
  lines: readonly string[]
}

/** The items that a form has fields for. */
export const itemsIn = (form: FormData): ReadonlySet<ItemId> =>
  new Set([...form.keys()].map((name) => name.split('.')[0] ?? ''))

/** Nothing when it is what was answered: the button was pressed twice. `taken`: items that somebody still waits for. */
export function typedInVain(
  form: FormData,
  { draft, said }: ReadQuestions,
  language: Language,
  taken: readonly ItemId[] = [],
): TypedInVain[] {
  const text = textOf(form, 'text')
  if (text !== '') return said.includes(text) ? [] : [{ item: null, lines: [text] }]
  const names = itemsIn(form)
  const items = [...currentEdition.items.keys()].filter((item) => names.has(item) && !taken.includes(item))
  const { answers } = parseAnswers(currentEdition, items, joinTimes(form, currentEdition, items))
  const words = documentWords(language)
  return Object.entries(answers).flatMap(([item, answer]) =>
    sameAnswer(answer, draft.answers[item] ?? null)
      ? []
      : [{ item, lines: answerLines(item, currentEdition.items.get(item), answer, words) }],
  )
}

/** What was begun as answers to items, for a report that gets no more of them: it can go on in words. */
export function asText(typed: readonly TypedInVain[], language: Language): string {
  const words = documentWords(language)
  const named = typed.length > 1
  return typed.flatMap(({ item, lines }) => [...(named && item ? [words.item(item)] : []), ...lines]).join('\n')
}
