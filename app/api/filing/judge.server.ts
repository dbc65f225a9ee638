import { inWords } from '#app/api/answer.server.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { mayWrite } from '#app/reports/authority.ts'
import type { Filer } from '#db/context.ts'
import { checkAnswers } from '#forms/answers.ts'
import { currentEdition, isFilledIn } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'

/**
 * Throws invalid with the items. What the portal fills in itself is nothing that anybody answers, and a vendor answers what
 * its mandate covers. `clears`: what is blank takes an answer away, which needs the same right.
 */
export function judged(
  given: Readonly<Record<string, unknown>>,
  { language, filer, clears = false }: { language: Language; filer: Filer; clears?: boolean },
): Answers {
  const { answers, problems } = checkAnswers(currentEdition, given)
  const wrong = new Set(problems.map(({ item }) => item))
  const named = clears ? Object.keys(given).filter((item) => !wrong.has(item)) : Object.keys(answers)
  const filled = named.filter(isFilledIn)
  const may = mayWrite(filer)
  const words = wordsOf(language)
  const outside = named.filter((item) => !filled.includes(item) && !may(item))
  const told = [
    ...problems.map((problem) => inWords(language, problem)),
    ...filled.map((item) => ({ item, code: 'filledIn', detail: words('api:details.filledIn') })),
    ...outside.map((item) => ({ item, code: 'outsideMandate', detail: words('api:details.outsideMandate') })),
  ]
  if (told.length > 0) throw new ApiProblem('invalid', { problems: told })
  return answers
}
