/** The door for programs: who calls, how often, what they ask, and only then the operation. */
import { hash } from 'node:crypto'
import { z } from 'zod'

import { visitContext, worldContext } from '#app/context.ts'
import { bodyOf } from '#app/http/body.server.ts'
import { isDenied, recordDenied } from '#app/http/denied.server.ts'
import { loggedPath } from '#app/http/logged-path.ts'
import { refusalFor } from '#app/http/refusal-for.ts'
import { isOurs } from '#app/http/refusal.ts'
import type { Language } from '#app/i18n/language.ts'
import { personOf } from '#db/connections/actor-settings.ts'
import { joined } from '#db/connections/joined.server.ts'
import type { Caller } from '#db/context.ts'
import { findCall, insertCall, lockCall } from '#db/programs/machine-calls.server.ts'

import { admit, lacking } from './admit.server.ts'
import { jsonAnswer } from './answer.server.ts'
import { parsedBy } from './field-problems.server.ts'
import { parseJson } from './json.server.ts'
import { countCall, countUnnamed } from './limit.server.ts'
import type { Done, Operation, RouteArgs } from './operation.ts'
import { ApiProblem, problemOf } from './problem.server.ts'

/** Loader and action of an address: whatever is asked of it by a method. */
export function endpoint(...operations: readonly Operation[]) {
  const methods = operations.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return async (args: RouteArgs): Promise<Response> => {
    const call: Called = { headers: {}, program: null }
    const { headers } = call
    try {
      const method = args.request.method === 'HEAD' ? 'GET' : args.request.method
      const operation = operations.find((one) => one.method === method)
      if (!operation) throw new ApiProblem('methodNotAllowed', { headers: { Allow: methods.join(', ') } })
      const answered = await answer(args, operation, call)
      return withHeaders(answered, headers)
    } catch (error) {
      const problem = problemIn(error)
      if (call.program && isDenied(problem)) await recordDenied(args, loggedPath(args.request), call.program)
      return withHeaders(problemOf(args, problem), headers)
    }
  }
}

/** What is known of a call by the time that it is refused. */
interface Called {
  headers: Record<string, string>
  /** Who it is. */
  program: string | null
}

/** Faults go on to where they are logged. */
function problemIn(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  const refusal = refusalFor(error)
  if (!refusal || isOurs(refusal.code)) throw error
  const { retryAfter } = refusal.data
  return new ApiProblem(refusal.code, retryAfter ? { headers: { 'Retry-After': String(retryAfter) } } : {})
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

async function answer(args: RouteArgs, operation: Operation, called: Called): Promise<Response> {
  const { language, now, address } = args.context.get(visitContext)
  const program = operation.act ? await admit(args) : null
  called.program = program && personOf(program.actor)
  const bytes = operation.body ? (await bodyOf(args.request)).length : 0
  Object.assign(
    called.headers,
    program ? await countCall(personOf(program.actor), program.perMinute) : await countUnnamed(address, bytes),
  )
  const acts = program?.acts ?? []
  if (operation.act && !acts.includes(operation.act)) throw new ApiProblem('notItsAct', lacking(operation.act))
  const { origin, searchParams } = new URL(args.request.url)
  const query = queryOf(operation.query, searchParams, language)
  const text = operation.body ? await textOf(args.request) : ''
  const asked = { args, params: paramsOf(args), acts, query, language, origin, now }
  if (operation.kind === 'read') {
    const body = operation.body ? parsedBy(operation.body, parseJson(text), language) : undefined
    return operation.handle({ ...asked, body, actor: program?.actor ?? null })
  }
  if (!program) throw new Error('an act without an actor')
  const guarded = {
    key: keyOf(args.request),
    ...seenBy(operation, args.request),
    digest: digestOf(args.request, text),
  }
  const body = operation.body ? parsedBy(operation.body, parseJson(text), language) : undefined
  const call = { ...asked, ...guarded, actor: program.actor, body }
  return operation.kind === 'sent' ? operation.handle(call) : once(operation, call)
}

type Writing = Operation & { kind: 'write' }
type Call = Omit<Parameters<Writing['handle']>[0], 'tx' | 'db'> & { digest: Buffer; actor: Caller }

/** The change, its key and its answer commit together; what is refused leaves no key behind. */
async function once(operation: Writing, call: Call): Promise<Response> {
  const { args, actor, key, digest, now } = call
  const clientId = personOf(actor)
  const store = args.context.get(worldContext).database.as(actor)
  return store.transaction(async (tx) => {
    if (!(await lockCall(tx, clientId, key))) throw new ApiProblem('stillRunning', { headers: { 'Retry-After': '1' } })
    const before = await findCall(tx, clientId, key)
    if (before && !before.digest.equals(digest)) throw new ApiProblem('keyReused')
    // Safe: only insertCall below writes what is read here.
    if (before) return doneAnswer(operation, before.answer as Done, { 'Idempotency-Replayed': 'true' })
    const done = await operation.handle({ ...call, tx, db: joined(tx) })
    await insertCall(tx, { clientId, key, digest, answer: done, now })
    return doneAnswer(operation, done)
  })
}

const doneAnswer = ({ status }: Operation, { body, headers = {} }: Done, more: Readonly<Record<string, string>> = {}) =>
  jsonAnswer(body, { ...headers, ...more }, status)

function paramsOf({ params }: RouteArgs): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ?? '']))
}

const noQuery = z.strictObject({})

function queryOf(schema: z.ZodObject | undefined, given: URLSearchParams, language: Language): unknown {
  const names = [...given.keys()]
  if (new Set(names).size < names.length) throw new ApiProblem('duplicateName')
  return parsedBy(schema ?? noQuery, Object.fromEntries(given), language)
}

async function textOf(request: Request): Promise<string> {
  const type = (request.headers.get('Content-Type') ?? '').toLowerCase()
  const known = /^application\/(json|merge-patch\+json) *(; *charset="?utf-8"? *)?$/.test(type)
  if (!known) throw new ApiProblem('mediaType', { headers: { 'Accept-Post': 'application/json' } })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await bodyOf(request))
  } catch {
    throw new ApiProblem('badForm')
  }
}

/** As the draft of the IETF has it, a string in quotes; without them is fine as well. */
function keyOf({ headers }: Request): string {
  const [, quoted, plain] =
    /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]+)"|([\x21\x23-\x7e]+))$/.exec(headers.get('Idempotency-Key')?.trim() ?? '') ??
    []
  const key = quoted ?? plain ?? ''
  if (key === '' || key.length > 255) throw new ApiProblem('keyMissing')
  return key
}

/** What the caller says it has seen. An ETag of a draft may come without its quotes, which shells eat. */
function seenBy({ guarded }: Operation, { headers }: Request): { ifMatch: string | null; version: number } {
  const ifMatch = headers.get('If-Match')
  if (ifMatch === null && guarded?.needed) throw new ApiProblem('preconditionMissing')
  if (ifMatch === null || guarded?.by !== 'draft') return { ifMatch, version: 0 }
  const [, version] = /^(?:W\/)?("?)(\d{1,9})\1$/.exec(ifMatch.trim())?.slice(1) ?? []
  return { ifMatch, version: version ? Number(version) : -1 }
}

function digestOf({ method, url, headers }: Request, text: string): Buffer {
  const { pathname, search } = new URL(url)
  const said = [method, pathname + search, headers.get('If-Match') ?? '', text].join('\n')
  return hash('sha256', said, 'buffer')
}
