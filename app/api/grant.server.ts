/** OAuth 2.0 client credentials (RFC 6749 §4.4): a secret is exchanged for a token that holds for minutes. */
import { visitContext, worldContext } from '#app/context.ts'
import { bodyOf } from '#app/http/body.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { isAct, type Act } from '#app/programs/acts.ts'
import { findAdmitted, type Admitted } from '#db/programs/programs.server.ts'
import { tokenHash } from '#db/sealing/secrets.server.ts'

import { noteUse, refuseUnknown } from './admit.server.ts'
import { countUnnamed } from './limit.server.ts'
import type { RouteArgs } from './operation.ts'
import { ApiProblem, problemOf } from './problem.server.ts'
import { prefixes, signToken, tokenLife } from './token.server.ts'

/** What RFC 6749 §5.2 calls our problems. */
const errors: Readonly<Record<string, string>> = {
  noProgram: 'invalid_client',
  tooMany: 'temporarily_unavailable', // of §4.1.2.1: clients may keep their secret and come back
  notItsAct: 'invalid_scope',
  otherGrant: 'unsupported_grant_type',
}

const challenge = { 'WWW-Authenticate': 'Basic realm="madoguchi"' }

export async function grant(args: RouteArgs): Promise<Response> {
  const headers: Record<string, string> = {}
  try {
    if (args.request.method !== 'POST') throw new ApiProblem('methodNotAllowed', { headers: { Allow: 'POST' } })
    Object.assign(headers, await countUnnamed(args.context.get(visitContext).address, 0))
    const body = JSON.stringify(await tokenFor(args))
    return new Response(body, { headers: { ...headers, 'Content-Type': 'application/json', Pragma: 'no-cache' } })
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    return refusedGrant(args, error, headers)
  }
}

/**
 * A problem as everywhere, and at the same time the error that clients of OAuth look for, with its kind of content and
 * the one status that the standard has for what a client does wrong.
 */
async function refusedGrant(args: RouteArgs, problem: ApiProblem, headers: Readonly<Record<string, string>>) {
  const told = problemOf(args, problem)
  const body: { problems?: { code: string }[] } = await told.json()
  const error = errors[body.problems?.[0]?.code ?? problem.code] ?? 'invalid_request'
  const status = told.status < 500 && ![401, 405, 429].includes(told.status) ? 400 : told.status
  const text = JSON.stringify({ error, ...body, status })
  const answered = new Response(text, { status, headers: told.headers })
  answered.headers.set('Content-Type', 'application/json')
  for (const [name, value] of Object.entries(headers)) answered.headers.set(name, value)
  return answered
}

async function tokenFor(args: RouteArgs) {
  const { database } = args.context.get(worldContext)
  const { now, language } = args.context.get(visitContext)
  const form = await formIn(args.request)
  const grantType = form.get('grant_type')
  if (grantType !== 'client_credentials') throw wrongGrant(args, grantType ? 'otherGrant' : 'missing')
  const admitted = await clientIn(args, form)
  if (!admitted) return refuseUnknown(args, { headers: challenge, detail: wordsOf(language)('api:details.noClient') })
  await noteUse(args, admitted)
  const acts = actsFor(admitted, form.get('scope'))
  const expiresAt = now.getTime() + tokenLife * 1000
  const token = signToken(database.keyring, { secretId: admitted.secretId, acts, expiresAt })
  return { access_token: token, token_type: 'Bearer', expires_in: tokenLife, scope: acts.join(' ') }
}

function wrongGrant({ context }: RouteArgs, code: 'otherGrant' | 'missing'): ApiProblem {
  const detail = wordsOf(context.get(visitContext).language)(`api:details.${code}`)
  return new ApiProblem('invalid', { problems: [{ field: '/grant_type', code, detail }] })
}

async function formIn(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('Content-Type') ?? ''
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(type)) throw new ApiProblem('mediaType')
  const form = new URLSearchParams((await bodyOf(request)).toString())
  if (new Set(form.keys()).size < [...form.keys()].length) throw new ApiProblem('duplicateName')
  return form
}

/** In the header, or in the form (RFC 6749 §2.3.1); not in both. */
async function clientIn({ request, context }: RouteArgs, form: URLSearchParams): Promise<Admitted | null> {
  const header = basicIn(request.headers.get('Authorization'))
  if (header && form.has('client_secret')) throw new ApiProblem('badForm')
  const [id, secret] = header ?? [form.get('client_id') ?? '', form.get('client_secret') ?? '']
  if (!secret.startsWith(prefixes.client)) return null
  const { database } = context.get(worldContext)
  const found = await findAdmitted(database, { hash: tokenHash(secret) }, context.get(visitContext).now)
  return found?.kind === 'client' && found.clientId === id ? found : null
}

function basicIn(header: string | null): [string, string] | null {
  const [, coded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? []
  if (!coded) return null
  const [id = '', ...rest] = Buffer.from(coded, 'base64').toString().split(':')
  return [unescaped(id), unescaped(rest.join(':'))]
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return ''
  }
}

/** All that the program may do, or what it asks for of that; anything else is refused. */
function actsFor({ acts }: Admitted, scope: string | null): Act[] {
  const may = acts.filter(isAct)
  if (!scope) return may
  const asked = scope.split(' ')
  const granted = may.filter((act) => asked.includes(act))
  if (granted.length < new Set(asked).size) throw new ApiProblem('notItsAct')
  return granted
}
