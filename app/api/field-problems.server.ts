/** What was sent in another shape than it has to have: what was wrong, by its place, without what stood there. */
import { z } from 'zod'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'

import { ApiProblem } from './problem.server.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

const most = 50
const messages = { ja: z.locales.ja().localeError, en: z.locales.en().localeError }

/** Throws invalid with the fields, in words of the language. */
export function parsedBy(schema: z.ZodType, given: unknown, language: Language): unknown {
  const read = schema.safeParse(given, { error: messages[language] })
  if (read.success) return read.data
  const told = (code: string) => wordsOf(language)(`api:details.${code}`)
  const problems = read.error.issues.flatMap((issue) => problemsOf(issue, [], { given, told })).slice(0, most)
  throw new ApiProblem('invalid', { problems })
}

interface Sent {
  given: unknown
  told: (code: 'missing' | 'unknownName') => string
}

function problemsOf(
  issue: Issue,
  before: Path,
  sent: Sent,
): readonly { field: string; code: string; detail: string }[] {
  const path = [...before, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: pointer([...path, key]),
      code: 'unknownName',
      detail: sent.told('unknownName'),
    }))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [nearest = []] = issue.errors.toSorted((a, b) => a.length - b.length)
    return nearest.flatMap((one) => problemsOf(one, path, sent))
  }
  const isMissing = issue.code === 'invalid_type' && valueAt(sent.given, path) === undefined
  return isMissing
    ? [{ field: pointer(path), code: 'missing', detail: sent.told('missing') }]
    : [{ field: pointer(path), code: issue.code ?? 'invalid', detail: issue.message.slice(0, 300) }]
}

/** RFC 6901. */
const pointer = (path: Path): string =>
  path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
    .slice(0, 200) || '/'

const valueAt = (given: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined),
    given,
  )
