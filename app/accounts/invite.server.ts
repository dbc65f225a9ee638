import { Refusal } from '#app/http/refusal.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Operator, Tx } from '#db/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { insertInvitation } from '#db/people/invitations.server.ts'
import { clearLogin } from '#db/people/logins.server.ts'
import { findPerson, insertOfficer, insertOperator, markRole, markSuspended } from '#db/people/people.server.ts'
import { endSessions } from '#db/people/sessions.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { prefectures } from '#forms/items/prefectures.ts'
import { rulebookAt } from '#forms/rulebooks.ts'

import { tellOfGone } from './tell-of-gone.server.ts'
import { asOperator, roles, type InvitationForm, type InvitationProblem, type Role } from './invitation.ts'

/** The link's token is known to nobody else from here on: only its hash is kept. */
export interface Invitation {
  token: string
  name: string
  until: Date
}

/** An operator lets somebody in: the person exists at once, and can sign in after having used the link. */
export async function invitePerson(
  context: Context<Operator>,
  form: InvitationForm,
): Promise<Invitation | { problems: InvitationProblem[] }> {
  const problems = problemsOf(form, context.now)
  if (problems.length > 0) return { problems }
  const { db, now } = context
  const { name, recipient } = form
  const id = newId()
  return db.transaction(async (tx) => {
    if (recipient === asOperator) await insertOperator(tx, { operatorId: id, name }, now)
    else {
      const prefecture = form.prefecture || null
      await insertOfficer(tx, { officerId: id, name, recipient, prefecture, role: roleOf(form.role) }, now)
    }
    const { token, until } = await insertInvitation(tx, id, now)
    await recordAtDoor(tx, { did: 'person.invited', person: id, now })
    return { token, name, until }
  })
}

/** Everything to sign in with is taken away, every session ends, and a new link is given: for a lost key or device. */
export async function resetPerson({ db, actor, now }: Context<Operator>, id: string): Promise<Invitation> {
  return db.transaction(async (tx) => {
    const person = await findPerson(tx, id)
    if (!person || person.suspendedAt) throw new Refusal('notFound')
    if (id === actor.operatorId) throw new Refusal('forbidden') // a second person does it
    await clearLogin(tx, id)
    await endSessions(tx, id)
    const { token, until } = await insertInvitation(tx, id, now)
    await recordAtDoor(tx, { did: 'person.reset', person: id, now })
    return { token, name: person.name, until }
  })
}

/** A suspended person is out at once, everywhere. Nobody suspends themselves: the last operator would lock the door. */
export async function suspendPerson({ db, actor, now }: Context<Operator>, id: string, out: boolean): Promise<void> {
  await db.transaction(async (tx) => {
    const person = await findPerson(tx, id)
    if (!person) throw new Refusal('notFound')
    if (id === actor.operatorId) throw new Refusal('forbidden')
    if (out && person.kind === 'operator') await requireIn(tx, actor)
    await markSuspended(tx, person, out ? now : null)
    if (out && !person.suspendedAt) await tellOfGone(tx, person)
    await endSessions(tx, id)
    await recordAtDoor(tx, { did: out ? 'person.suspended' : 'person.returned', person: id, now })
  })
}

/** Of two operators who suspend each other at once the second is out by now: else nobody might be left. */
async function requireIn(tx: Tx, { operatorId }: Operator): Promise<void> {
  await inTurn(tx, 'suspend operators')
  if ((await findPerson(tx, operatorId))?.suspendedAt) throw new Refusal('forbidden')
}

/** What an officer may do changes at once: open sessions end, as they say what was allowed before. */
export async function changeRole({ db, now }: Context<Operator>, id: string, role: string): Promise<void> {
  await db.transaction(async (tx) => {
    const person = await findPerson(tx, id)
    if (person?.kind !== 'officer' || !isRole(role)) throw new Refusal('invalid')
    await markRole(tx, id, role)
    if (role === 'reader' && person.role !== role) await tellOfGone(tx, person)
    await endSessions(tx, id)
    await recordAtDoor(tx, { did: 'person.changed', person: id, details: { role }, now })
  })
}

function problemsOf({ name, recipient, prefecture, role }: InvitationForm, now: Date): InvitationProblem[] {
  const problems: InvitationProblem[] = []
  if (name === '') problems.push('missingName')
  if ([...name].length > 60) problems.push('longName')
  const isOfficer = recipient !== asOperator
  if (recipient === '') problems.push('missingRecipient')
  else if (isOfficer && !recipientsAt(now).includes(recipient)) problems.push('unknownRecipient')
  if (prefecture !== '' && !prefectures.includes(prefecture)) problems.push('unknownPrefecture')
  if (isOfficer && !isRole(role)) problems.push('missingRole')
  return problems
}

/** The bodies of the rulebook that is in force. */
export const recipientsAt = (now: Date): string[] =>
  rulebookAt(now.toISOString().slice(0, 10)).recipients.map(({ id }) => id)

const isRole = (role: string): role is Role => roles.some((known) => known === role)

const roleOf = (role: string): Role => (isRole(role) ? role : 'reader')
