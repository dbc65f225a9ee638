import { visitContext } from '#app/context.ts'
import { isOwnCode, problemResponse, statusOf, type ProblemCode } from '#app/http/problem.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'

export interface ProblemParts {
  detail?: string
  /** What is wrong, item by item or field by field. */
  problems?: readonly unknown[]
  headers?: Readonly<Record<string, string>>
}

/** Thrown anywhere below an operation: what was begun is undone, and the program is told. */
export class ApiProblem extends Error {
  readonly code: ProblemCode
  readonly parts: ProblemParts
  constructor(code: ProblemCode, parts: ProblemParts = {}) {
    super(code)
    this.name = 'ApiProblem'
    this.code = code
    this.parts = parts
  }
}

export function problemOf({ request, context }: DoorArgs, { code, parts }: ApiProblem): Response {
  const { headers, ...rest } = parts
  const status = isOwnCode(code) ? statusOf(code) : new Refusal(code).status
  const { language } = context.get(visitContext)
  return problemResponse(language, new URL(request.url).origin, { code, status, ...rest }, headers)
}

/** With why, where there are several reasons. */
type WhyNotNow = 'nothingToSend' | 'notSent' | 'withdrawn' | 'withdrawnWords' | 'aboutItems' | 'mayFile'
export const notNow = (language: Language, why: WhyNotNow): ApiProblem =>
  new ApiProblem('notNow', { detail: wordsOf(language)(`api:details.${why}`) })
