import { inWords, jsonAnswer, readJson } from '#app/api/answer.server.ts'
import { allow } from '#app/api/limit.server.ts'
import { validateRequest } from '#app/api/schemas.ts'
import { visitContext } from '#app/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import { checkAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

import type { Route } from './+types/validate'

export function loader(): never {
  throw new Refusal('methodNotAllowed')
}

/** What is wrong with these answers, item by item. Has no effects and needs no sign-in. */
export async function action({ request, context }: Route.ActionArgs) {
  const { language, address } = context.get(visitContext)
  const { headers, refused } = await allow(address, language)
  if (refused) return refused
  const read = await readJson(request, validateRequest, language)
  if (read instanceof Response) return read
  const { answers, problems } = checkAnswers(currentEdition, read.answers)
  const told = problems.map((problem) => inWords(language, problem))
  return jsonAnswer({ valid: told.length === 0, answers, problems: told }, headers)
}
