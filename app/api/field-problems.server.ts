/** What was sent in another shape than it has to have: what was wrong, by its place, without what stood there. */
import { z } from 'zod'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'

import { ApiProblem } from './problem.server.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

const most = 50

/** Throws invalid with the fields, in words of the language. */
export function parsedBy(schema: z.ZodType, given: unknown, language: Language): unknown {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const told: Sent['told'] = (code, values = {}) => wordsOf(language)(`api:details.${code}`, values)
  const problems = read.error.issues.flatMap((issue) => problemsOf(issue, [], { given, told })).slice(0, most)
  throw new ApiProblem('invalid', { problems })
}

interface Sent {
  given: unknown
  told: (code: string, values?: Readonly<Record<string, string | number>>) => string
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
    : [{ field: pointer(path), code: issue.code ?? 'invalid', detail: sayingWhat(issue, sent.told) }]
}

/** The reader's words and not the library's, which name kinds of values as programs call them. */
function sayingWhat(issue: Issue, told: Sent['told']): string {
  if (issue.code === 'too_big') return told(`tooBig.${unitOf(issue.origin)}`, { most: Number(issue.maximum) })
  if (issue.code === 'too_small') return told(`tooSmall.${unitOf(issue.origin)}`, { least: Number(issue.minimum) })
  if (issue.code === 'invalid_value')
    return told('oneOf', { values: issue.values.map(String).join(', ').slice(0, 200) })
  if (issue.code === 'invalid_format') return told('format', { format: issue.format })
  if (issue.code === 'invalid_type') return told('type', { type: typeOf(issue.expected) })
  return told('wrong')
}

const unitOf = (origin: string): 'text' | 'list' | 'number' =>
  origin === 'string' ? 'text' : origin === 'array' || origin === 'set' ? 'list' : 'number'

/** As JSON and OpenAPI call it. */
const typeOf = (expected: string): string =>
  expected === 'record' || expected === 'map' ? 'object' : expected === 'int' ? 'integer' : expected

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
