import { contextOf, visitContext } from '#app/context.ts'
import { signInPerson, type DoorArgs, type PersonSession } from '#app/http/session.server.ts'
import { findBlock } from '#db/people/attempts.server.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { findLogin } from '#db/people/logins.server.ts'
import type { Means } from '#db/people/sessions.server.ts'

import { admissionOf, noteFailure, tryCode } from './sign-in.server.ts'

export type SteppedUp = { state: 'in' } | { state: 'wrong' } | { state: 'throttled'; retryAfter: number }

/** A fresh code of whoever is signed in, where their body accepts codes. Guesses count as they do at the sign-in. */
export async function stepUpWithCode(args: DoorArgs, session: PersonSession, code: string): Promise<SteppedUp> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const counted = `again:${session.loginId}`
  const login = await db.transaction((tx) => findLogin(tx, { id: session.loginId }))
  const shown = login && (await tryCode(args, login, code, counted))
  if (shown === 'held') {
    const until = await db.as({ kind: 'anyone' }).transaction((tx) => findBlock(tx, [counted], now))
    return { state: 'throttled', retryAfter: until ? Math.ceil((until.getTime() - now.getTime()) / 1_000) : 1 }
  }
  if (!shown?.isAccepted) {
    await noteFailure(args, session.loginId, 'again')
    return { state: 'wrong' }
  }
  await renew(args, session, shown.means)
  return { state: 'in' }
}

/** A passkey that has just been shown, where the person's body accepts passkeys. */
export async function stepUpWithPasskey(
  args: DoorArgs,
  session: PersonSession,
  loginId: string | null,
): Promise<boolean> {
  const { db } = contextOf(args.context, { kind: 'worker' })
  const { accepted } = await db.transaction((tx) => admissionOf(tx, session.loginId))
  const isOwn = loginId === session.loginId
  if (!isOwn || !accepted.includes('passkey')) {
    await noteFailure(args, session.loginId, isOwn ? 'notAccepted' : 'passkey')
    return false
  }
  await renew(args, session, 'passkey')
  return true
}

/**
 * A new session with a fresh factor. Its whole limit stays that of the sign-in. `issuer`: of the provider that told of it.
 * There is none for whose body gave up this way a moment ago: they are out.
 */
export async function renew(args: DoorArgs, session: PersonSession, means: Means, issuer?: string): Promise<void> {
  const { now } = args.context.get(visitContext)
  const { db } = contextOf(args.context, { kind: 'worker' })
  if (!(await signInPerson(args, session.actor, means, { until: session.expiresAt, issuer }))) return
  const details = { means }
  await db.transaction((tx) => recordAtDoor(tx, { did: 'sign-in.again', person: session.loginId, details, now }))
}
