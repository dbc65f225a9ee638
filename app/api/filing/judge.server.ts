import { inWords } from '#app/api/answer.server.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { checkAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'

/** Throws invalid with the items. What the portal fills in itself is nothing that anybody answers. */
export function judged(given: Readonly<Record<string, unknown>>, language: Language): Answers {
  const { answers, problems } = checkAnswers(currentEdition, given)
  const own = Object.keys(answers).filter((item) => currentEdition.items.get(item)?.given)
  const all = [...problems, ...own.map((item) => ({ item, code: 'notAnItem' as const }))]
  if (all.length > 0) throw new ApiProblem('invalid', { problems: all.map((problem) => inWords(language, problem)) })
  return answers
}
