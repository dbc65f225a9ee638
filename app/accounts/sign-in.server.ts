import { contextOf, visitContext } from '#app/context.ts'
import { judged } from '#app/http/judge.server.ts'
import { networkOf } from '#app/http/network.ts'
import { signInPerson, type DoorArgs } from '#app/http/session.server.ts'
import { sayIfStopped } from '#app/notices/say-stopped.server.ts'
import type { Tx } from '#db/context.ts'
import { clearFailures, takeTry } from '#db/people/attempts.server.ts'
import { nobody, recordAtDoor } from '#db/people/door-log.server.ts'
import { findLogin, isRecoveryCode, spendRecoveryCode, spendTotpStep, type Login } from '#db/people/logins.server.ts'
import { actorOf, findPerson } from '#db/people/people.server.ts'
import { acceptedMeans, policyOf } from '#db/people/recipient-policies.server.ts'
import type { Means } from '#db/people/sessions.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import { normaliseReference, normaliseSecret, verifySecret } from '#db/sealing/secrets.server.ts'

import { normaliseCode, totpStepOf } from './totp.ts'

export type SignedIn =
  | { state: 'in'; home: string; means: Means }
  | { state: 'wrong' }
  /** Everything fits, and the person's body does not accept this way. */
  | { state: 'notAccepted' }
  | { state: 'throttled'; retryAfter: number }

export interface TypedKey {
  number: string
  key: string
  /** Six digits of the authenticator, or a recovery code. */
  code: string
}

/**
 * Number, key and code together: an answer says neither which of them is wrong nor whether the number exists, and takes
 * as long either way. Wrong ones are counted per number and per address.
 */
export async function signInWithKey(args: DoorArgs, typed: TypedKey): Promise<SignedIn> {
  const { address } = args.context.get(visitContext)
  const { db } = contextOf(args.context, { kind: 'worker' })
  const number = normaliseReference(typed.number)
  const keys = [`sign-in address:${networkOf(address)}`, ...(number ? [`sign-in:${number}`] : [])]

  const shown = await judged(args, keys, async () => {
    const login = number ? await db.transaction((tx) => findLogin(tx, { number })) : null
    const fits = await verifySecret(normaliseSecret(typed.key) ?? '', login?.keyHash ?? (await nobodysHash))
    const code = login && fits ? await tryCode(args, login, typed.code, `sign-in code:${login.id}`) : null
    if (login && code && code !== 'held') return { login, means: code.means }
    await noteFailure(args, login?.id ?? null, 'key')
    return null
  })
  return shown.state === 'right' ? letIn(args, shown.value.login.id, shown.value.means) : shown
}

/**
 * Six digits can be guessed, so wrong ones hold up everybody, and each try counts before it is judged: many at once are no
 * way around it. Only whoever has shown the key, or is signed in, can cause it.
 */
export async function tryCode(
  args: DoorArgs,
  login: Login,
  typed: string,
  counted: string,
): Promise<ShownCode | 'held' | null> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const anyone = db.as({ kind: 'anyone' })
  if (!(await anyone.transaction((tx) => takeTry(tx, counted, now)))) return 'held'
  const shown = await db.transaction((tx) => spendCode(tx, login, typed, now))
  if (shown) await anyone.transaction((tx) => clearFailures(tx, [counted]))
  return shown
}

/**
 * Each code of the authenticator counts once, and so does each recovery code. A recovery code that lets nobody in, as the
 * person's body refuses it or they are suspended, is not used up.
 */
export async function spendCode(tx: Tx, login: Login, typed: string, now: Date): Promise<ShownCode | null> {
  const { actor, accepted } = await admissionOf(tx, login.id)
  const isAccepted = actor !== null && accepted.includes('totp')
  const code = normaliseCode(typed)
  const step = login.totp ? totpStepOf(login.totp, code, now) : null
  if (step !== null) return (await spendTotpStep(tx, login.id, step)) ? { means: 'totp', isAccepted } : null
  const recovery = normaliseReference(typed)
  if (!recovery) return null
  const counts = isAccepted
    ? await spendRecoveryCode(tx, login.id, recovery, now)
    : await isRecoveryCode(tx, login.id, recovery)
  return counts ? { means: 'recovery', isAccepted } : null
}

export interface ShownCode {
  means: Means
  /** The person is not suspended, and their body accepts it. */
  isAccepted: boolean
}

/** Who somebody is to the portal, null for whoever is suspended, and what their body accepts. As the worker. */
export async function admissionOf(tx: Tx, loginId: string) {
  const person = await findPerson(tx, loginId)
  return { person, actor: person && actorOf(person), accepted: await acceptedMeans(tx, person && policyOf(person)) }
}

/**
 * Whoever proved to be this person gets a new session, unless suspended, or their body wants another way. `by`: the
 * body whose provider said so, which speaks for its own officers only, and when they showed it a factor. Nobody (null) is looked up like everybody: what was
 * proved may be nobody's here, and the answer must not come sooner for that.
 */
export async function letIn(
  args: DoorArgs,
  loginId: string | null,
  means: Means,
  by?: { vouched: string; issuer: string; factorAt: Date },
): Promise<SignedIn> {
  const { now } = args.context.get(visitContext)
  const { db } = contextOf(args.context, { kind: 'worker' })
  const { person, actor, accepted } = await db.transaction((tx) => admissionOf(tx, loginId ?? nobody))
  if (!person || !actor || (by && policyOf(person) !== by.vouched)) {
    await noteFailure(args, loginId, loginId ? 'suspended' : 'provider')
    return { state: 'wrong' }
  }
  if (!accepted.includes(means === 'recovery' ? 'totp' : means)) {
    await noteFailure(args, loginId, 'notAccepted')
    return { state: 'notAccepted' }
  }
  if (!(await signInPerson(args, actor, means, { issuer: by?.issuer, factorAt: by?.factorAt }))) {
    await noteFailure(args, loginId, 'notAccepted')
    return { state: 'notAccepted' }
  }
  if (actor.kind === 'officer') await sayIfStopped(args, actor)
  await db.transaction((tx) => recordAtDoor(tx, { did: 'sign-in.done', person: loginId, details: { means }, now }))
  return { state: 'in', home: homes[actor.kind], means }
}

/** Where somebody goes on who came from nowhere in particular. */
export const homes = { officer: '/desk', operator: '/operator/people', member: '/account' } as const

export async function noteFailure(args: DoorArgs, person: string | null, why: string): Promise<void> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  await db.transaction((tx) => recordAtDoor(tx, { did: 'sign-in.failed', person, details: { why }, now }))
}
