import { contextOf } from '#app/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import type { Context, Tx, Worker } from '#db/context.ts'
import { beginCeremony, tryCeremony } from '#db/people/ceremonies.server.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { findInvitation, findUsedInvitation, markInvitationUsed } from '#db/people/invitations.server.ts'
import { findLogin, setKey } from '#db/people/logins.server.ts'
import { findPerson, type Person } from '#db/people/people.server.ts'
import { acceptedMeans, policyOf } from '#db/people/recipient-policies.server.ts'
import type { Means } from '#db/people/sessions.server.ts'
import { hashSecret, newSecret, newShortSecret } from '#db/sealing/secrets.server.ts'

import { newTotpSecret, normaliseCode, totpStepOf } from './totp.ts'

export interface Invited {
  token: string
  person: Person
  accepted: readonly Means[]
}

/** Whom the link is for. An unknown link, an old one and a used one are all the same: nobody's. */
export async function findInvited(args: DoorArgs, token: string): Promise<Invited | null> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  return db.transaction(async (tx) => {
    const loginId = await findInvitation(tx, token, now)
    const person = loginId ? await findPerson(tx, loginId) : null
    if (!person || person.suspendedAt) return null
    return { token, person, accepted: await acceptedMeans(tx, policyOf(person)) }
  })
}

export async function getInvited(args: DoorArgs, token: string): Promise<Invited> {
  const invited = await findInvited(args, token)
  if (!invited) throw new Refusal('notFound')
  return invited
}

/** Who used this link; null when nobody did. */
export async function enrolledBy(args: DoorArgs, token: string): Promise<string | null> {
  const { db } = contextOf(args.context, { kind: 'worker' })
  return db.transaction((tx) => findUsedInvitation(tx, token))
}

/** What is shown once, to be written down or put into an authenticator. It counts when a code has confirmed it. */
export interface KeySetup {
  number: string
  key: string
  totp: string
}

const purpose = 'key'

/** Makes a key and an authenticator's secret for a login. Nothing changes until a code comes back. */
export async function beginKey(
  { db, now }: Context<Worker>,
  loginId: string,
): Promise<{ ceremony: string; setup: KeySetup }> {
  return db.transaction(async (tx) => {
    const login = await findLogin(tx, { id: loginId })
    if (!login) throw new Refusal('notFound')
    const setup: KeySetup = { number: login.number, key: newSecret(), totp: newTotpSecret() }
    return { ceremony: await beginCeremony(tx, { purpose, loginId, content: setup }, now), setup }
  })
}

export type Confirmed = { state: 'set'; codes: string[] } | { state: 'wrong'; setup: KeySetup } | { state: 'gone' }

/**
 * The code shows that the authenticator has the secret: from now on the key counts. `claim` runs in the same transaction
 * and may call it off.
 */
export async function confirmKey(
  { db, now }: Context<Worker>,
  typed: { ceremony: string; code: string; loginId: string },
  claim: (tx: Tx) => Promise<boolean>,
): Promise<Confirmed> {
  const tried = await db.transaction((tx) => tryCeremony<KeySetup>(tx, { token: typed.ceremony, purpose }, now))
  if (!tried || tried.loginId !== typed.loginId) return { state: 'gone' }
  const { key, totp } = tried.content
  const totpStep = totpStepOf(totp, normaliseCode(typed.code), now)
  if (totpStep === null) return { state: 'wrong', setup: tried.content }
  const codes = newRecoveryCodes()
  const keyHash = await hashSecret(key)
  return db.transaction(async (tx) => {
    if (!(await claim(tx))) return { state: 'gone' }
    await setKey(tx, typed.loginId, { keyHash, totp, totpStep, codes })
    return { state: 'set', codes }
  })
}

/** Ten letters each: enough beside the key, and easy to type. */
export const newRecoveryCodes = (): string[] => Array.from({ length: 10 }, newShortSecret)

/** Uses the link up and writes it down; false when somebody was faster. */
export async function claimInvitation(tx: Tx, { token, person }: Invited, means: Means, now: Date): Promise<boolean> {
  if (!(await markInvitationUsed(tx, token, now))) return false
  await recordAtDoor(tx, { did: 'person.enrolled', person: person.id, details: { means }, now })
  return true
}
