/** How programs are told what went wrong: RFC 9457, with a `type` that leads to a page for people. */
import { i18nFor, wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'

import { isRefusalCode, type RefusalCode } from './refusal.ts'

/** What only programs are refused for; words below `api:problems`. */
const statuses = {
  noProgram: 401,
  notItsAct: 403,
  stillRunning: 409,
  notNow: 409,
  needsApproval: 409,
  needsClient: 409,
  preconditionFailed: 412,
  mediaType: 415,
  keyMissing: 400,
  duplicateName: 400,
  keyReused: 422,
  changedDocument: 422,
  preconditionMissing: 428,
} as const

export type ProblemCode = RefusalCode | keyof typeof statuses

export const isOwnCode = (code: string): code is keyof typeof statuses => Object.hasOwn(statuses, code)

export const statusOf = (code: keyof typeof statuses): number => statuses[code]

/** The words of a problem: those for programs, where there are any. */
export const titleOf = (language: Language, code: string): string =>
  wordsOf(language)([`api:problems.${code}.title`, `errors:${isRefusalCode(code) ? code : 'fault'}.title`])

/** What to do about it, where there are words for programs. */
function next(language: Language, code: string): { detail?: string } {
  const key = `api:problems.${code}.next`
  return i18nFor(language).exists(key) ? { detail: wordsOf(language)(key) } : {}
}

export interface ProblemBody {
  code: string
  status: number
  [extension: string]: unknown
}

export function problemResponse(
  language: Language,
  origin: string,
  { code, status, ...extensions }: ProblemBody,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const type = `${origin}/problems/${code}`
  const body = JSON.stringify({
    type,
    title: titleOf(language, code),
    status,
    code,
    ...next(language, code),
    ...extensions,
  })
  return new Response(body, {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Content-Language': language, ...headers },
  })
}
