/** The description of the interface, OpenAPI 3.1, made of the operations and the schemas that read their requests. */
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { z } from 'zod'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { isOwnCode, statusOf, type ProblemCode } from '#app/http/problem.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { bodyActs, filingActs } from '#app/programs/acts.ts'
import { answersSchema } from '#forms/answers/schema.ts'
import { currentEdition } from '#forms/edition.ts'

import { commandOf, isExample, tokenCommand } from './examples.ts'
import { operations } from './operations.server.ts'
import type { Operation, TagOf } from './operation.ts'
import { problem } from './schemas.ts'
import { tokenLife } from './token.server.ts'
import { tokenPath } from './token-path.ts'
import { webhooksDescribed } from './webhooks-described.ts'

const itemName = (item: string) => `${documentWords('ja').item(item)} / ${documentWords('en').item(item)}`

/** Every item with its shape and its name in both languages. */
const describedAnswers = answersSchema(currentEdition, itemName).meta({
  id: 'Answers',
  description: `Answers by item id, edition ${currentEdition.id}. "unknown" is an answer: it is not known yet. null is none; in a change of a draft it takes the answer away.`,
})

const acts = [...bodyActs, ...filingActs]

/** `origin` is where the portal is reached. */
export function openApi(origin: string) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Madoguchi',
      version: '1',
      summary: wordsOf('en')('api:summary'),
      description: wordsOf('en')('api:lead'),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${origin}/api/v1` }],
    tags: groups.map((name) => ({ name, description: wordsOf('en')(`api:tags.${name}`) })),
    security: [{ key: [] }, { token: [] }],
    components: {
      schemas: { Answers: describedAnswers },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: wordsOf('en')('api:credentials.key') },
        token: {
          type: 'oauth2',
          description: wordsOf('en')('api:credentials.token', { minutes: tokenLife / 60 }),
          flows: {
            clientCredentials: {
              tokenUrl: `${origin}/api/v1/token`,
              scopes: Object.fromEntries(
                acts.map((act) => [act, wordsOf('en')(`programs:acts.${act.replace(':', '-')}`)]),
              ),
            },
          },
        },
      },
    },
    paths: { '/token': tokenPath(sample(tokenCommand(origin))), ...pathsOf(operations, origin) },
    webhooks: webhooksDescribed(),
  })
}

const groups = ['ask', 'file', 'receive'] as const

function tagOf({ act }: Operation): (typeof groups)[number] {
  if (act === null) return 'ask'
  return act.startsWith('cases:') ? 'receive' : 'file'
}

function pathsOf(all: readonly Operation[], origin: string): ZodOpenApiPathsObject {
  const byPath = Map.groupBy(all, ({ path }) => path)
  return Object.fromEntries(
    [...byPath].map(([path, here]) => [
      path,
      Object.fromEntries(here.map((operation) => [operation.method.toLowerCase(), described(operation, origin)])),
    ]),
  )
}

/** As documentation tools show commands beside a call; each runs as it stands. */
const sample = (source: string) => ({ 'x-codeSamples': [{ lang: 'Shell', label: 'curl', source }] })

function described(operation: Operation, origin: string): ZodOpenApiOperationObject {
  const { id, summary, act, body, status, path } = operation
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const params = names.length > 0 ? { path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) } : {}
  return {
    operationId: id,
    summary,
    tags: [tagOf(operation)],
    security: act === null ? [] : [{ key: [] }, { token: [act] }],
    requestParams: {
      ...params,
      ...(operation.query ? { query: operation.query } : {}),
      header: z.object(headersOf(operation)),
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: { [status]: answered(operation), ...notModified(operation), ...problemsOf(operation) },
    ...(isExample(id) ? sample(commandOf(id, origin)) : {}),
  }
}

function headersOf({ kind, method, guarded }: Operation) {
  const key = z.string().max(255).meta({
    description:
      'Names this very call: sent again under the same key, it is answered again and done once. Kept for a week.',
  })
  return {
    'Accept-Language': z.enum(['ja', 'en']).optional(),
    ...(kind === 'read' ? {} : { 'Idempotency-Key': key }),
    ...(guarded ? { 'If-Match': guarded.needed ? ifMatch(guarded.by) : ifMatch(guarded.by).optional() } : {}),
    ...(method === 'GET' ? { 'If-None-Match': z.string().optional() } : {}),
  }
}

const seen = {
  draft: 'The ETag of the draft that the caller has seen, by itself: neither `*` nor a list.',
  caseFile: 'The ETag of the case file that the caller has seen; left out, it is not asked what happened since.',
} as const
const ifMatch = (by: TagOf) => z.string().meta({ description: seen[by] })

const etagOf = (description: string) => ({ ETag: { description, schema: { type: 'string' as const } } })
const tagged = { draft: 'The version of the draft after it.', caseFile: 'Of the case file after it.' } as const

const limits = {
  RateLimit: {
    description: 'What is left: r requests, t seconds until all are there again.',
    schema: { type: 'string' as const },
  },
  'RateLimit-Policy': { description: 'q requests in w seconds.', schema: { type: 'string' as const } },
}

function answered({ answer, also, method, tags }: Operation) {
  const tag = tags ? etagOf(tagged[tags]) : method === 'GET' ? etagOf('The version of what is answered.') : {}
  return {
    description: 'Done',
    headers: { ...limits, ...tag },
    content: { 'application/json': { schema: answer }, ...(also ? { [also]: { schema: z.string() } } : {}) },
  }
}

const notModified = ({ method }: Operation): ZodOpenApiOperationObject['responses'] =>
  method === 'GET'
    ? { '304': { description: 'As it was under the tag in If-None-Match', headers: etagOf('That tag.') } }
    : {}

const shared: readonly ProblemCode[] = ['duplicateName', 'invalid', 'tooMany', 'fault', 'busy']

function problemsOf({ act, body, kind, guarded, problems = [] }: Operation) {
  const codes = [
    ...(act ? (['noProgram', 'notItsAct'] as const) : []),
    ...(body ? (['badForm', 'tooLarge', 'mediaType'] as const) : []),
    ...(kind === 'read' ? [] : (['keyMissing', 'keyReused', 'stillRunning'] as const)),
    ...(guarded ? (['preconditionFailed'] as const) : []),
    ...(guarded?.needed ? (['preconditionMissing'] as const) : []),
    ...problems,
    ...shared,
  ]
  const byStatus = Map.groupBy([...new Set(codes)], (code) =>
    isOwnCode(code) ? statusOf(code) : new Refusal(code).status,
  )
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, known]) => [
        String(status),
        {
          description: `Problems: ${known.join(', ')}`,
          ...headersOfProblem(status, known),
          content: { 'application/problem+json': { schema: problem } },
        },
      ]),
  )
}

function headersOfProblem(status: number, codes: readonly ProblemCode[]) {
  if (status === 412) return { headers: etagOf('As it is now.') }
  const seconds = { 'Retry-After': { schema: { type: 'integer' as const }, description: 'Seconds.' } }
  return [429, 503].includes(status) || codes.includes('stillRunning') ? { headers: seconds } : {}
}
