/** How programs are answered when all is well. */
import { createHash } from 'node:crypto'

import { textAnswer } from '#app/http/answer-body.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import type { Problem } from '#forms/answers.ts'

import type { ProblemOfItem } from './schemas.ts'

export const jsonAnswer = (
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  status: 200 | 201 = 200,
): Response => textAnswer(JSON.stringify(body), status, new Headers({ ...json, ...headers }))

const json = { 'Content-Type': 'application/json' } as const

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** With a tag of what it says; 304 without a body for whoever has it already. */
export function taggedAnswer(request: Request, body: unknown, tag?: string): Promise<Response> {
  const text = JSON.stringify(body)
  return unlessHeld(request, tag ?? `W/"${digestOf(text)}"`, () => textAnswer(text, 200, new Headers(json)))
}

type Made = () => Promise<Response> | Response

/** The same for what is no JSON, which is made only for those who have not got it. */
export async function unlessHeld({ headers: asked }: Request, etag: string, made: Made): Promise<Response> {
  const isHeld = holds(asked.get('If-None-Match'), etag)
  const response = isHeld ? new Response(null, { status: 304 }) : await made()
  response.headers.set('ETag', etag)
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'private, no-cache')
  return response
}

/** Whether If-Match names this very state, of which a tag's first part speaks; `*` is any. A proxy may have made it weak. */
export function isStill(said: string, state: string): boolean {
  return said.trim() === '*' || said.split(',').some((tag) => bareTag(tag).replaceAll('"', '').split('.')[0] === state)
}

const bareTag = (tag: string): string => tag.trim().replace(/^W\//, '')

function holds(said: string | null, etag: string): boolean {
  if (said === null) return false
  return said.trim() === '*' || said.split(',').some((tag) => bareTag(tag) === bareTag(etag))
}

/** In words, and without the value: an answer to a program may be logged where a report must not be. */
export function inWords(language: Language, { item, part, index, code, values = {} }: Problem): ProblemOfItem {
  const words = wordsOf(language)
  const problem = words(`problems:${code}`, values)
  const { line } = values
  return {
    item,
    ...(part === undefined ? {} : { part }),
    ...(index === undefined ? {} : { index }),
    ...(line === undefined ? {} : { entry: Number(line) - 1 }),
    code,
    detail: line === undefined ? problem : words('problems:atLine', { line, problem }),
  }
}
