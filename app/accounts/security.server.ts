import { Refusal } from '#app/http/refusal.ts'
import type { PersonSession } from '#app/http/session.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Tx, Worker } from '#db/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import {
  countRecoveryCodes,
  findLogin,
  linkIdentity,
  listIdentities,
  recoveryMark,
  setRecoveryCodes,
  unlinkIdentities,
  type Identity,
} from '#db/people/logins.server.ts'
import { deletePasskey, listPasskeys, type PasskeyLine } from '#db/people/passkeys.server.ts'
import { findPerson, type Person } from '#db/people/people.server.ts'
import { acceptedMeans, listProviders, policyOf } from '#db/people/recipient-policies.server.ts'
import { endSessions, listSessions, type Means } from '#db/people/sessions.server.ts'

import { browserNameOf } from './browser-name.ts'
import { newRecoveryCodes } from './enrol.server.ts'

export interface SecurityPage {
  person: Person
  number: string
  accepted: readonly Means[]
  passkeys: readonly PasskeyLine[]
  hasKey: boolean
  codesLeft: number
  /** Of the codes that there are: a form says which ones it would replace. */
  codesMark: string
  providers: readonly { issuer: string; linkedAt: Date }[]
  /** Whose provider could be connected; null: none, or not accepted. */
  provider: string | null
  sessions: readonly SessionView[]
}

export interface SessionView {
  id: string
  means: Means
  browser: string
  address: string
  createdAt: Date
  seenAt: Date
  own: boolean
}

/** What somebody signs in with, and where they are signed in now. */
export async function readSecurity({ db }: Context<Worker>, session: PersonSession): Promise<SecurityPage> {
  const { loginId } = session
  return db.transaction(async (tx) => {
    const [person, login] = [await findPerson(tx, loginId), await findLogin(tx, { id: loginId })]
    if (!person || !login) throw new Refusal('notFound')
    const sessions = await listSessions(tx, loginId)
    const policy = policyOf(person)
    return {
      person,
      number: login.number,
      accepted: await acceptedMeans(tx, policy),
      passkeys: await listPasskeys(tx, loginId),
      hasKey: login.keyHash !== null,
      codesLeft: await countRecoveryCodes(tx, loginId),
      codesMark: await recoveryMark(tx, loginId),
      providers: await listIdentities(tx, loginId, policy),
      provider: policy && (await listProviders(tx)).includes(policy) ? policy : null,
      sessions: sessions.map((line) => ({
        ...line,
        browser: browserNameOf(line.browser),
        own: line.id === session.id,
      })),
    }
  })
}

export async function personOfSession({ db }: Context<Worker>, loginId: string): Promise<Person> {
  const person = await db.transaction((tx) => findPerson(tx, loginId))
  if (!person) throw new Refusal('notFound')
  return person
}

/** The last way in stays: whoever has none left would need an operator. False when it was the last. */
export async function removePasskey(
  { db, now }: Context<Worker>,
  session: PersonSession,
  id: string,
): Promise<boolean> {
  const { loginId } = session
  return db.transaction(async (tx) => {
    const { passkeys, others } = await waysOf(tx, loginId)
    if (passkeys < 2 && !others.totp && !others.openid) return false
    if (await deletePasskey(tx, loginId, id)) await noteChange({ tx, now }, session, 'passkeyRemoved')
    return true
  })
}

/** The identity elsewhere signs in no more. False when it was the last way in. */
export async function removeProvider({ db, now }: Context<Worker>, session: PersonSession): Promise<boolean> {
  const { loginId } = session
  return db.transaction(async (tx) => {
    const { passkeys, others } = await waysOf(tx, loginId)
    if (passkeys === 0 && !others.totp) return false
    if (await unlinkIdentities(tx, loginId)) await noteChange({ tx, now }, session, 'providerRemoved')
    return true
  })
}

/** What somebody could sign in with now: a way that their body no longer accepts is none. */
async function waysOf(tx: Tx, loginId: string) {
  await inTurn(tx, `ways of ${loginId}`)
  const [person, login] = [await findPerson(tx, loginId), await findLogin(tx, { id: loginId })]
  const policy = person && policyOf(person)
  const accepted = await acceptedMeans(tx, policy)
  return {
    passkeys: accepted.includes('passkey') ? (await listPasskeys(tx, loginId)).length : 0,
    others: {
      totp: accepted.includes('totp') && login?.keyHash != null,
      openid: accepted.includes('openid') && (await listIdentities(tx, loginId, policy)).length > 0,
    },
  }
}

/** What to say of it. */
export async function connectProvider(
  { tx, now }: { tx: Tx; now: Date },
  session: PersonSession,
  identity: Identity,
): Promise<'providerConnected' | 'providerTaken'> {
  if (!(await linkIdentity(tx, session.loginId, identity, now))) return 'providerTaken'
  await noteChange({ tx, now }, session, 'providerConnected')
  return 'providerConnected'
}

/**
 * New recovery codes; the old ones count no more. `mark` is of those that the page told of: a page that is loaded again
 * asks for the same once more, and gets null.
 */
export async function renewCodes(
  { db, now }: Context<Worker>,
  session: PersonSession,
  mark: string,
): Promise<string[] | null> {
  const codes = newRecoveryCodes()
  return db.transaction(async (tx) => {
    await inTurn(tx, `ways of ${session.loginId}`)
    if ((await recoveryMark(tx, session.loginId)) !== mark) return null
    await setRecoveryCodes(tx, session.loginId, codes)
    await noteChange({ tx, now }, session, 'codesRenewed')
    return codes
  })
}

/** Whoever might have signed in with what is replaced is out: every other session ends. */
export async function noteChange(
  { tx, now }: { tx: Tx; now: Date },
  { id, loginId, actor }: PersonSession,
  what: 'passkeyAdded' | 'passkeyRemoved' | 'codesRenewed' | 'keyRenewed' | 'providerConnected' | 'providerRemoved',
): Promise<void> {
  await endSessions(tx, loginId, { but: id })
  await recordAtDoor(tx, { did: 'person.changed', person: loginId, details: { what }, now })
  if (actor.kind === 'member') await queueNotice(tx, { to: { accountId: loginId }, event: 'security' })
}

/** One of one's own sessions, or all others. */
export async function endOwnSessions(
  { db, now }: Context<Worker>,
  session: PersonSession,
  id: string | null,
): Promise<void> {
  const { loginId } = session
  const known = id === null || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  if (!known) throw new Refusal('notFound')
  await db.transaction(async (tx) => {
    const ended = await endSessions(tx, loginId, id === null ? { but: session.id } : { id })
    if (ended > 0) await recordAtDoor(tx, { did: 'session.ended', person: loginId, details: { count: ended }, now })
  })
}
