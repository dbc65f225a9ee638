import { Refusal } from '#app/http/refusal.ts'
import type { Context, Operator } from '#db/context.ts'
import { listAtDoor, recordAtDoor } from '#db/people/door-log.server.ts'
import { endInvitation, openInvitationUntil } from '#db/people/invitations.server.ts'
import { findPerson, listPeople, markPrefecture, type Person } from '#db/people/people.server.ts'
import { endSessions, listSessions } from '#db/people/sessions.server.ts'
import { leaveTeamsElsewhere, listTeamsOf } from '#db/people/teams.server.ts'
import { prefectures } from '#forms/items/prefectures.ts'

import { browserNameOf } from './browser-name.ts'
import { tellOfGone } from './tell-of-gone.server.ts'

/** How many lines of the log are shown. */
export const mostLines = 100

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** Somebody with a login as an operator sees them: where they are signed in, their teams, and what happened at the door. */
export async function readPersonAtDoor({ db, now }: Context<Operator>, id: string) {
  if (!isId(id)) throw new Refusal('notFound')
  return db.transaction(async (tx) => {
    const person = await findPerson(tx, id)
    if (!person) throw new Refusal('notFound')
    const names = new Map((await listPeople(tx, now)).map((each) => [each.id, each.name]))
    const lines = await listAtDoor(tx, id, mostLines)
    const sessions = await listSessions(tx, id)
    return {
      person,
      invitedUntil: await openInvitationUntil(tx, id, now),
      teams: person.kind === 'officer' ? await listTeamsOf(tx, id) : [],
      sessions: sessions.map((line) => ({ ...line, browser: browserNameOf(line.browser) })),
      lines: lines.map((line) => ({ ...line, by: names.get(line.by ?? '') ?? null })),
    }
  })
}

/** What happened with people whom nobody knew. */
export async function readStrangersAtDoor({ db }: Context<Operator>) {
  const lines = await db.transaction((tx) => listAtDoor(tx, null, mostLines))
  return {
    person: null,
    invitedUntil: null,
    teams: [],
    sessions: [],
    lines: lines.map((line) => ({ ...line, by: null })),
  }
}

/** One session of somebody, or (null) all of them. */
export async function endSessionsOf({ db, now }: Context<Operator>, id: string, session: string | null): Promise<void> {
  if (!isId(id) || (session !== null && !isId(session))) throw new Refusal('notFound')
  await db.transaction(async (tx) => {
    const ended = await endSessions(tx, id, session === null ? {} : { id: session })
    if (ended > 0) await recordAtDoor(tx, { did: 'session.ended', person: id, details: { count: ended }, now })
  })
}

/** Whoever finds the link that was made for somebody cannot use it any more. */
export async function endLinkOf({ db, now }: Context<Operator>, id: string): Promise<void> {
  if (!isId(id)) throw new Refusal('notFound')
  await db.transaction(async (tx) => {
    if (await endInvitation(tx, id)) await recordAtDoor(tx, { did: 'person.uninvited', person: id, now })
  })
}

/** Sessions end, as they say what was seen before; teams of another prefecture are left. Empty: the whole country. */
export async function movePerson({ db, now }: Context<Operator>, id: string, prefecture: string): Promise<void> {
  if (!isId(id) || (prefecture !== '' && !prefectures.includes(prefecture))) throw new Refusal('invalid')
  await db.transaction(async (tx) => {
    const person: Person | null = await findPerson(tx, id)
    if (person?.kind !== 'officer') throw new Refusal('notFound')
    if ((person.prefecture ?? '') === prefecture) return
    await markPrefecture(tx, id, prefecture || null)
    if (prefecture) await tellOfGone(tx, person)
    await leaveTeamsElsewhere(tx, id, prefecture || null)
    await endSessions(tx, id)
    await recordAtDoor(tx, { did: 'person.changed', person: id, details: { prefecture: prefecture || 'all' }, now })
  })
}
