import type { Filer } from '#db/context.ts'
import { formValues } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Report } from '#db/reports/reports.server.ts'
import type { Answers } from '#forms/item.ts'
import { waitsForClient } from '#forms/mandates/scope.ts'
import type { Plan } from '#forms/plan.ts'
import type { Choices } from '#forms/projection.ts'

import { beyondNeeds } from './beyond-needs.ts'
import type { MergedQuestion } from './merge-questions.ts'
import type { AskedQuestion } from './question-form.tsx'

/** Where the client looks at each sending, it gives the consents, too. */
export const mayConsent = (actor: Filer): boolean => actor.kind !== 'vendor' || !waitsForClient(actor.scope)

interface Asked {
  report: Pick<Report, 'withdrawnAt'>
  plan: Plan
  draft: { answers: Answers; choices: Choices }
}

/**
 * Questions with the fields that answer them, and whom the answers reach by consent alone. A report that was withdrawn gets
 * no new revision: what is asked about its items is answered in words. `consents`: may whoever looks give one here?
 */
export function askedQuestions(
  questions: readonly MergedQuestion[],
  { report, plan, draft: { answers, choices } }: Asked,
  consents: boolean,
): AskedQuestion[] {
  if (report.withdrawnAt) return questions.map((question) => ({ question, about: [], beyond: [] }))
  return questions.map((question) => ({
    question,
    about: question.items.flatMap((id) => {
      const item = currentEdition.items.get(id)
      return item ? [{ item, values: formValues(item, answers[id]) }] : []
    }),
    beyond: beyondNeeds(question.questions, plan, choices).map((one) => ({
      ...one,
      consentable: consents && one.consentable,
    })),
  }))
}
