/** Who calls: the program behind a key or a token. Whatever is wrong with either, the answer is the same. */
import { noteFailure } from '#app/accounts/sign-in.server.ts'
import { contextOf, visitContext, worldContext } from '#app/context.ts'
import { networkOf } from '#app/http/network.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { isAct, type Act } from '#app/programs/acts.ts'
import type { BodyProgram, Caller } from '#db/context.ts'
import { findBlock, recordFailure } from '#db/people/attempts.server.ts'
import { findAdmitted, markUsed, type Admitted } from '#db/programs/programs.server.ts'
import { tokenHash } from '#db/sealing/secrets.server.ts'

import { ApiProblem, type ProblemParts } from './problem.server.ts'
import { prefixes, readToken } from './token.server.ts'

export interface Program {
  actor: Caller
  acts: readonly Act[]
  perMinute: number
}

/** RFC 6750 §3: with what is wrong, where something was shown. */
const challenge = (wrong = '') => ({ 'WWW-Authenticate': `Bearer realm="madoguchi"${wrong}` })
export const lacking = (act: Act) => ({ headers: challenge(`, error="insufficient_scope", scope="${act}"`) })

/** Throws noProgram, and tooMany for an address that has shown too much that is wrong. */
export async function admit(args: DoorArgs): Promise<Program> {
  const [, shown] = /^Bearer +(\S+)$/i.exec(args.request.headers.get('Authorization') ?? '') ?? []
  if (!shown) throw new ApiProblem('noProgram', { headers: challenge() })
  const admitted = await admittedBy(args, shown)
  if (!admitted) return refuseUnknown(args, { headers: challenge(', error="invalid_token"') })
  await noteUse(args, admitted)
  return programOf(admitted)
}

/** A secret of 256 bits is never guessed, so whoever shows a right one need not wait for the wrong ones of a neighbour. */
export async function refuseUnknown(args: DoorArgs, told: ProblemParts): Promise<never> {
  const { address } = args.context.get(visitContext)
  const { db, now } = contextOf(args.context, { kind: 'anyone' })
  const keys = [`program ${networkOf(address)}`]
  const until = await db.transaction(async (tx) => {
    const block = await findBlock(tx, keys, now)
    if (!block) await recordFailure(tx, keys, now)
    return block
  })
  if (!until) {
    await noteFailure(args, null, 'program')
    throw new ApiProblem('noProgram', told)
  }
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000)
  throw new ApiProblem('tooMany', { headers: { 'Retry-After': String(seconds) } })
}

async function admittedBy({ context }: DoorArgs, shown: string): Promise<Admitted | null> {
  const { database } = context.get(worldContext)
  const { now } = context.get(visitContext)
  if (shown.startsWith(prefixes.key)) {
    const found = await findAdmitted(database, { hash: tokenHash(shown) }, now)
    return found?.kind === 'key' ? found : null
  }
  const token = shown.startsWith(prefixes.token) ? readToken(database.keyring, shown, now) : null
  const found = token && (await findAdmitted(database, { secretId: token.secretId }, now))
  return found && { ...found, acts: found.acts.filter((act) => token.acts.some((one) => one === act)) }
}

/** Shown to whoever looks after the program; to the minute, so that a call is not also a write. */
export async function noteUse({ context }: DoorArgs, { secretId, usedAt }: Admitted): Promise<void> {
  const { now } = context.get(visitContext)
  if (usedAt && now.getTime() - usedAt.getTime() < 60_000) return
  await markUsed(context.get(worldContext).database, secretId, now)
}

function programOf(admitted: Admitted): Program {
  const { acts, perMinute } = admitted
  return { actor: callerOf(admitted), acts: acts.filter(isAct), perMinute }
}

function callerOf({ clientId, recipient, prefecture, organisationId, mandates }: Admitted): Caller {
  return mandates && organisationId
    ? { kind: 'vendor', accountId: clientId, organisationId, mandateIds: mandates, program: true }
    : { kind: 'machine', clientId, recipient, prefecture, organisationId }
}

export const isBodyProgram = (actor: Caller): actor is BodyProgram =>
  actor.kind === 'machine' && actor.recipient !== null
