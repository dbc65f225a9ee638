/** How programs are answered when all is well. */
import { createHash } from 'node:crypto'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import type { Problem } from '#forms/answers.ts'

import type { ProblemOfItem } from './schemas.ts'

export const jsonAnswer = (
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  status: 200 | 201 = 200,
): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })

/** With a tag of what it says; 304 without a body for whoever has it already. */
export function taggedAnswer(request: Request, body: unknown, tag?: string): Response {
  const text = JSON.stringify(body)
  const etag = tag ?? `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' }
  if (holds(request.headers.get('If-None-Match'), etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { 'Content-Type': 'application/json', ...headers } })
}

const bareTag = (tag: string): string => tag.trim().replace(/^W\//, '')

function holds(said: string | null, etag: string): boolean {
  if (said === null) return false
  return said.trim() === '*' || said.split(',').some((tag) => bareTag(tag) === bareTag(etag))
}

/** In words, and without the value: an answer to a program may be logged where a report must not be. */
export const inWords = (language: Language, { item, part, index, code, values }: Problem): ProblemOfItem => ({
  item,
  ...(part === undefined ? {} : { part }),
  ...(index === undefined ? {} : { index }),
  code,
  detail: wordsOf(language)(`problems:${code}`, values ?? {}),
})
