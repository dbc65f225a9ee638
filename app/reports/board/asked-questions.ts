import { formValues } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import type { Plan } from '#forms/plan.ts'
import type { Choices } from '#forms/projection.ts'

import { beyondNeeds } from './beyond-needs.ts'
import type { MergedQuestion } from './merge-questions.ts'
import type { AskedQuestion } from './question-form.tsx'

/** Questions with the fields that answer them, and whom the answers reach by consent alone. */
export function askedQuestions(
  questions: readonly MergedQuestion[],
  { plan, answers, choices }: { plan: Plan; answers: Answers; choices: Choices },
): AskedQuestion[] {
  return questions.map((question) => ({
    question,
    about: question.items.flatMap((id) => {
      const item = currentEdition.items.get(id)
      return item ? [{ item, values: formValues(item, answers[id]) }] : []
    }),
    beyond: beyondNeeds(question.questions, plan, choices),
  }))
}
