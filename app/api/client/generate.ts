/** `npm run client` writes client/madoguchi.ts from the description; a test says when that was forgotten. */
import { readFileSync, writeFileSync } from 'node:fs'

import { format, type FormatConfig } from 'oxfmt'

import { openApi } from '#app/api/openapi.server.ts'
import { typeOf, type Schema } from './types.ts'

const file = 'client/madoguchi.ts'
const style = JSON.parse(readFileSync('.oxfmtrc.json', 'utf8')) as FormatConfig // of our own sources

interface Described {
  operationId: string
  summary: string
  requestBody?: { content: Readonly<Record<string, { schema: Schema }>> }
  parameters?: readonly { name: string; in: string; required?: boolean; schema: Schema }[]
  responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: Schema }>> }>>
}

interface Description {
  components: { schemas: Readonly<Record<string, Schema>> }
  paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
}

const head = `/** Made from the OpenAPI document by \`npm run client\`; do not edit. Needs nothing but fetch. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
`

export async function clientSource(): Promise<string> {
  // What zod-openapi gives is JSON; only the parts that are named above are read.
  const { components, paths } = JSON.parse(JSON.stringify(openApi('https://portal.example'))) as Description
  const types = Object.entries(components.schemas).map(([name, schema]) => `export type ${name} = ${typeOf(schema)}`)
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { operationId }]) => operationId !== 'token')
      .map(([method, described]) => ({ path, method: method.toUpperCase(), described })),
  )
  const shapes = calls.map(({ described }) => shapeOf(described))
  const table = calls.map(({ path, method, described }) => `${described.operationId}: ['${method}', '${path}'],`)
  const source = [
    head,
    ...types,
    `export interface Calls {\n${shapes.join('\n')}\n}`,
    `const addresses = {\n${table.join('\n')}\n} as const satisfies Record<keyof Calls, readonly [string, string]>`,
    tail,
  ].join('\n\n')
  const { code } = await format(file, source, style)
  return code
}

function shapeOf({ operationId, summary, requestBody, parameters = [], responses }: Described): string {
  const of = (place: string) =>
    parameters
      .filter((one) => one.in === place)
      .map((one) => `${one.name}${one.required ? '' : '?'}: ${typeOf(one.schema)}`)
  const body = Object.values(requestBody?.content ?? {})[0]?.schema
  const good = responses['200'] ?? responses['201']
  const kinds = good?.content ?? {}
  const answer = kinds['application/json']?.schema
  const parts = [
    of('path').length > 0 ? `path: { ${of('path').join('; ')} }` : '',
    of('query').length > 0 ? `query?: { ${of('query').join('; ')} }` : '',
    body ? `body: ${typeOf(body)}` : '',
    parameters.some(({ name }) => name === 'Idempotency-Key') ? 'key: string' : '',
    ifMatchOf(parameters),
  ].filter(Boolean)
  const gets = typeOf(answer) + (Object.keys(kinds).length > 1 ? ' | Blob' : '')
  return `/** ${summary} */\n${operationId}: { asks: { ${parts.join('; ')} }; gets: ${gets} }`
}

function ifMatchOf(parameters: Described['parameters'] = []): string {
  const found = parameters.find(({ name }) => name === 'If-Match')
  return found ? `ifMatch${found.required ? '' : '?'}: string` : ''
}

const tail = `
interface Asked {
  path?: Record<string, string>
  query?: Record<string, string | number | undefined>
  body?: unknown
  key?: string
  ifMatch?: string
}

/** What went wrong, as the portal said it (RFC 9457). */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(\`\${problem.status} \${problem.code}: \${problem.title}\`)
    this.problem = problem
  }
}

export interface Answer<T> {
  status: number
  body: T
  /** Of what was got or changed: give it as ifMatch. */
  etag: string | null
}

/** A client of one portal. \`key\`: an API key or a token. Throws ProblemError for whatever the portal refuses. */
export function madoguchi({ origin, key, language = 'ja' }: { origin: string; key: string; language?: 'ja' | 'en' }) {
  return async <N extends keyof Calls>(name: N, asks: Calls[N]['asks']): Promise<Answer<Calls[N]['gets']>> => {
    const [method, address] = addresses[name]
    const { path = {}, query = {}, body, key: once, ifMatch }: Asked = asks
    const filled = address.replaceAll(/\\{(\\w+)\\}/g, (_, part: string) => encodeURIComponent(path[part] ?? ''))
    const url = new URL(\`/api/v1\${filled}\`, origin)
    for (const [part, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(part, String(value))
    const headers = new Headers({ Authorization: \`Bearer \${key}\`, 'Accept-Language': language })
    if (once !== undefined) headers.set('Idempotency-Key', once)
    if (ifMatch !== undefined) headers.set('If-Match', ifMatch)
    if (body !== undefined) headers.set('Content-Type', 'application/json')
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    if (!response.ok) throw new ProblemError((await response.json()) as Problem)
    const isJson = (response.headers.get('Content-Type') ?? '').startsWith('application/json')
    const got: unknown = isJson ? await response.json() : await response.blob()
    return { status: response.status, body: got as Calls[N]['gets'], etag: response.headers.get('ETag') }
  }
}
`

if (import.meta.main) writeFileSync(file, await clientSource())
