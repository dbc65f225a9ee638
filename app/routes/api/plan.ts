import { inWords, jsonAnswer, problemAnswer, readJson } from '#app/api/answer.server.ts'
import { allow } from '#app/api/limit.server.ts'
import { planFor } from '#app/api/plan.server.ts'
import { planRequest } from '#app/api/schemas.ts'
import { visitContext } from '#app/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import { checkAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

import type { Route } from './+types/plan'

export function loader(): never {
  throw new Refusal('methodNotAllowed')
}

/** Who must hear of this, before anything is filed. Has no effects and needs no sign-in. */
export async function action({ request, context }: Route.ActionArgs) {
  const { language, address, now } = context.get(visitContext)
  const { headers, refused } = await allow(address, language)
  if (refused) return refused
  const read = await readJson(request, planRequest, language)
  if (read instanceof Response) return read
  const { answers, problems } = checkAnswers(currentEdition, read.answers)
  if (problems.length > 0) {
    const told = problems.map((problem) => inWords(language, problem))
    return problemAnswer(language, { status: 422, code: 'invalid', problems: told, headers })
  }
  return jsonAnswer(planFor(answers, read.asOf ? new Date(read.asOf) : now, language), headers)
}
