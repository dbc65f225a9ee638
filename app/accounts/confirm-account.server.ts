import { contextOf, visitContext } from '#app/context.ts'
import { networkOf } from '#app/http/network.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import type { Tx } from '#db/context.ts'
import { insertAccountAddress } from '#db/notices/notice-addresses.server.ts'
import { findAccount, insertAccount, wasEntered } from '#db/people/accounts.server.ts'
import { clearFailures, findBlock, recordFailure } from '#db/people/attempts.server.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { insertInvitation } from '#db/people/invitations.server.ts'
import { clearLogin, spendRecoveryCode } from '#db/people/logins.server.ts'
import { endSessions } from '#db/people/sessions.server.ts'
import { findSignUp, markSignUpUsed } from '#db/people/sign-ups.server.ts'
import { findReportByReference, findReportDoor } from '#db/reports/reports.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import { normaliseReference, normaliseSecret, verifySecret } from '#db/sealing/secrets.server.ts'

/** Whom a mailed link is for; null for an unknown, old or used one. */
export async function findConfirming(args: DoorArgs, token: string) {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  return db.transaction(async (tx) => {
    const asked = await findSignUp(tx, token, now)
    if (!asked || asked.accountId) return asked
    const made = await findAccount(tx, asked)
    return made && (await wasEntered(tx, made.id)) ? null : asked
  })
}

/**
 * Makes the account that was asked for. Returns where its owner chooses how to sign in. Until that is done the mailed link
 * goes on: a button pressed twice, or a window closed too soon, would leave an account that nobody gets into.
 */
export async function makeAccount(args: DoorArgs, token: string): Promise<string> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  return db.transaction(async (tx) => {
    const asked = await findSignUp(tx, token, now)
    if (!asked || asked.accountId) throw new Refusal('notFound')
    const id = await insertAccount(tx, asked, now)
    if (!id) return goOn(tx, asked.mail, now)
    await insertAccountAddress(tx, { accountId: id, address: asked.mail, language: asked.language, now })
    return (await enrolment(tx, id, 'person.invited', now)).path
  })
}

async function goOn(tx: Tx, mail: string, now: Date): Promise<string> {
  const made = await findAccount(tx, { mail })
  if (!made || made.disabledAt || (await wasEntered(tx, made.id))) return '/sign-in'
  return (await enrolment(tx, made.id, 'person.invited', now)).path
}

export interface Proof {
  /** A recovery code, or empty. */
  code: string
  reference: string
  secret: string
}

export type Regained =
  | { state: 'regained'; path: string }
  | { state: 'wrong' }
  | { state: 'throttled'; retryAfter: number }

/**
 * The mailbox may be in an attacker's hands, so a mailed link alone opens nothing: a recovery code or the secret of one's
 * own report must come with it. Everything to sign in with is taken away, and every session ends.
 */
export async function regainAccount(args: DoorArgs, token: string, proof: Proof): Promise<Regained> {
  const { address, now } = args.context.get(visitContext)
  const { db } = contextOf(args.context, { kind: 'worker' })
  const anyone = db.as({ kind: 'anyone' })
  const asked = await findConfirming(args, token)
  const accountId = asked?.accountId
  if (!accountId) throw new Refusal('notFound')
  const keys = [`regain:${accountId}`, `regain address:${networkOf(address)}`]
  const blocked = await anyone.transaction((tx) => findBlock(tx, keys, now))
  if (blocked) return { state: 'throttled', retryAfter: Math.ceil((blocked.getTime() - now.getTime()) / 1_000) }

  const path = (await isProved(args, accountId, proof))
    ? await db.transaction(async (tx) => {
        if (!(await markSignUpUsed(tx, token, now))) throw new Refusal('notFound')
        return (await resetAccount(tx, accountId, now)).path
      })
    : null
  if (path === null) {
    await anyone.transaction((tx) => recordFailure(tx, keys, now))
    return { state: 'wrong' }
  }
  await anyone.transaction((tx) => clearFailures(tx, keys))
  return { state: 'regained', path }
}

async function isProved(args: DoorArgs, accountId: string, { code, reference, secret }: Proof): Promise<boolean> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const [recovery, shown] = [normaliseReference(code), normaliseReference(reference)]
  const door = shown ? await db.as({ kind: 'anyone' }).transaction((tx) => findReportDoor(tx, shown)) : null
  const fits = await verifySecret(normaliseSecret(secret) ?? '', door?.secretHash ?? (await nobodysHash))
  if (door && shown && fits) return isOwnReport(args, accountId, shown)
  return recovery !== null && (await db.transaction((tx) => spendRecoveryCode(tx, accountId, recovery, now)))
}

async function isOwnReport(args: DoorArgs, accountId: string, reference: string): Promise<boolean> {
  const { db } = contextOf(args.context, { kind: 'worker' })
  const account = await db.transaction((tx) => findAccount(tx, { id: accountId }))
  if (!account) return false
  const own = { kind: 'member', accountId, organisationId: account.spaceId, role: 'reader' } as const
  return db.as(own).transaction(async (tx) => (await findReportByReference(tx, reference)) !== null)
}

/** As the worker or an operator: takes every way in away and gives a new enrolment link. */
export async function resetAccount(tx: Tx, accountId: string, now: Date): Promise<{ path: string; until: Date }> {
  await clearLogin(tx, accountId)
  await endSessions(tx, accountId)
  await queueNotice(tx, { to: { accountId }, event: 'security' })
  return enrolment(tx, accountId, 'person.reset', now)
}

async function enrolment(tx: Tx, accountId: string, did: 'person.invited' | 'person.reset', now: Date) {
  const { token, until } = await insertInvitation(tx, accountId, now)
  await recordAtDoor(tx, { did, person: accountId, now })
  return { path: `/enrol/${token}`, until }
}
