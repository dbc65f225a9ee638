import { Refusal } from '#app/http/refusal.ts'
import type { PersonSession } from '#app/http/session.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import type { Context, Worker } from '#db/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { countRecoveryCodes, findLogin, listIdentities, setRecoveryCodes } from '#db/people/logins.server.ts'
import { deletePasskey, listPasskeys, type PasskeyLine } from '#db/people/passkeys.server.ts'
import { findPerson, type Person } from '#db/people/people.server.ts'
import { acceptedMeans, policyOf } from '#db/people/recipient-policies.server.ts'
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
  providers: readonly string[]
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
    return {
      person,
      number: login.number,
      accepted: await acceptedMeans(tx, policyOf(person)),
      passkeys: await listPasskeys(tx, loginId),
      hasKey: login.keyHash !== null,
      codesLeft: await countRecoveryCodes(tx, loginId),
      providers: (await listIdentities(tx, loginId)).map(({ issuer }) => issuer),
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
    const [passkeys, login] = [await listPasskeys(tx, loginId), await findLogin(tx, { id: loginId })]
    const identities = await listIdentities(tx, loginId)
    if (passkeys.length < 2 && !login?.keyHash && identities.length === 0) return false
    if (await deletePasskey(tx, loginId, id)) await noteChange({ tx, now }, session, 'passkeyRemoved')
    return true
  })
}

/** New recovery codes; the old ones count no more. */
export async function renewCodes({ db, now }: Context<Worker>, session: PersonSession): Promise<string[]> {
  const codes = newRecoveryCodes()
  await db.transaction(async (tx) => {
    await setRecoveryCodes(tx, session.loginId, codes)
    await noteChange({ tx, now }, session, 'codesRenewed')
  })
  return codes
}

/** Whoever might have signed in with what is replaced is out: every other session ends. */
export async function noteChange(
  { tx, now }: { tx: Parameters<typeof recordAtDoor>[0]; now: Date },
  { id, loginId, actor }: PersonSession,
  what: 'passkeyAdded' | 'passkeyRemoved' | 'codesRenewed' | 'keyRenewed',
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
