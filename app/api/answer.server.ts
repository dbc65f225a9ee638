/** How programs are answered: JSON, and RFC 9457 problems that name the items. */
import type { z } from 'zod'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import type { Problem } from '#forms/answers.ts'
import type { ProblemOfItem } from './schemas.ts'

interface Told {
  status: number
  code: 'badForm' | 'invalid' | 'tooMany'
  detail?: string
  problems?: readonly ProblemOfItem[]
  headers?: Readonly<Record<string, string>>
}

export function problemAnswer(language: Language, { status, code, headers, ...rest }: Told): Response {
  const title = wordsOf(language)(`errors:${code}.title`)
  const body = JSON.stringify({ type: 'about:blank', title, status, code, ...rest })
  return new Response(body, {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Content-Language': language, ...headers },
  })
}

export const jsonAnswer = (body: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ...headers } })

/** The body as the schema has it, or the problem to answer with: 400 for no JSON, 422 for JSON of another shape. */
export async function readJson<S extends z.ZodType>(
  request: Request,
  schema: S,
  language: Language,
): Promise<z.infer<S> | Response> {
  const json: unknown = await request.json().catch(() => undefined)
  if (json === undefined) return problemAnswer(language, { status: 400, code: 'badForm' })
  const read = schema.safeParse(json)
  if (read.success) return read.data
  const { path = [], message = '' } = read.error.issues[0] ?? {}
  return problemAnswer(language, { status: 422, code: 'invalid', detail: `/${path.join('/')}: ${message}` })
}

/** In words, and without the value: an answer to a program may be logged where a report must not be. */
export const inWords = (language: Language, { item, part, index, code, values }: Problem): ProblemOfItem => ({
  item,
  ...(part === undefined ? {} : { part }),
  ...(index === undefined ? {} : { index }),
  code,
  detail: wordsOf(language)(`problems:${code}`, values ?? {}),
})
