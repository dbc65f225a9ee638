import { Refusal } from '#app/http/refusal.ts'
import type { Context, Operator, Tx } from '#db/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { listOfficers, listPeople } from '#db/people/people.server.ts'
import { endTeam, listTeams } from '#db/people/teams.server.ts'
import { prefectures } from '#forms/items/prefectures.ts'

import { teamsInTurn, writeTeam, type TeamProblem, type TeamWish } from './teams.server.ts'

/** A body's people and teams. What they work on is none of the operator's business. */
export async function readBody({ db, now }: Context<Operator>, recipient: string) {
  return db.transaction(async (tx) => ({
    teams: await listTeams(tx, recipient),
    people: (await listPeople(tx, now)).filter((person) => person.recipient === recipient),
  }))
}

export type OperatedTeam = TeamWish & { prefecture: string }

/**
 * For a body whose administrator is not there (yet). A team stays where it was made; only a new one is given a prefecture
 * (empty: the whole country). Null when it was written.
 */
export async function saveTeamOf(
  { db, now }: Context<Operator>,
  recipient: string,
  wish: OperatedTeam,
): Promise<TeamProblem | null> {
  if (wish.prefecture !== '' && !prefectures.includes(wish.prefecture)) throw new Refusal('invalid')
  return db.transaction(async (tx) => {
    await teamsInTurn(tx, recipient)
    const teams = await listTeams(tx, recipient)
    const team = teams.find(({ id }) => id === wish.id)
    if (wish.id && !team) throw new Refusal('notFound')
    const prefecture = team ? team.prefecture : wish.prefecture || null
    const officers = (await listOfficers(tx)).filter((officer) => officer.recipient === recipient)
    const problem = await writeTeam(tx, { recipient, prefecture }, wish, { teams, officers }, now)
    if (!problem) await record(tx, { recipient, team: wish.name, did: team ? 'changed' : 'made' }, now)
    return problem
  })
}

export async function endTeamOf({ db, now }: Context<Operator>, recipient: string, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const team = (await listTeams(tx, recipient)).find((one) => one.id === id)
    if (!team || !(await endTeam(tx, id, now))) throw new Refusal('notFound')
    await record(tx, { recipient, team: team.name, did: 'ended' }, now)
  })
}

async function record(
  tx: Tx,
  { recipient, team, did }: { recipient: string; team: string; did: 'made' | 'changed' | 'ended' },
  now: Date,
): Promise<void> {
  await recordAtDoor(tx, { did: `policy.team-${did}`, person: null, details: { recipient, team }, now })
}
