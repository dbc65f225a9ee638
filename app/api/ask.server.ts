/** What programs may ask before they file. Nothing is stored, nothing is sent, and nobody has to sign in. */
import { checkAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

import { inWords, jsonAnswer } from './answer.server.ts'
import { read } from './operation.ts'
import { planFor } from './plan.server.ts'
import { ApiProblem } from './problem.server.ts'
import { filledIn, leftOut, remarksOn } from './remarks.server.ts'
import { plan, planRequest, validateRequest, validation } from './schemas.ts'

export const validate = read({
  id: 'validate',
  method: 'POST',
  path: '/validate',
  summary: `Judge answers by the form (edition ${currentEdition.id})`,
  act: null,
  body: validateRequest,
  status: 200,
  answer: validation,
  handle({ body, language, now }) {
    const { answers, problems } = checkAnswers(currentEdition, body.answers)
    const told = problems.map((problem) => inWords(language, problem))
    const remarks = [
      ...remarksOn(answers, now, language),
      ...filledIn(answers, language),
      ...leftOut(body.answers, problems, language),
    ]
    return jsonAnswer({ valid: told.length === 0, answers, problems: told, remarks })
  },
})

export const askPlan = read({
  id: 'plan',
  method: 'POST',
  path: '/plan',
  summary: 'Who must hear of this, what would each get, by when, and why',
  act: null,
  body: planRequest,
  status: 200,
  answer: plan,
  handle({ body, language, now }) {
    const { answers, problems } = checkAnswers(currentEdition, body.answers)
    if (problems.length > 0) {
      throw new ApiProblem('invalid', { problems: problems.map((problem) => inWords(language, problem)) })
    }
    const told = planFor(answers, body.asOf ? new Date(body.asOf) : now, language)
    return jsonAnswer({ ...told, remarks: [...told.remarks, ...leftOut(body.answers, problems, language)] })
  },
})
