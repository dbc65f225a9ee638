import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { Refusal } from '#app/http/refusal.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Officer, Tx } from '#db/context.ts'
import { listOfficers, type OfficerLine } from '#db/people/people.server.ts'
import {
  endTeam,
  insertTeam,
  listTeams,
  renameTeam,
  setMembers,
  type Team,
  type TeamPlace,
} from '#db/people/teams.server.ts'

/** What was typed: an id when the team is there already. */
export interface TeamWish {
  id: string | null
  name: string
  members: readonly string[]
}

export type TeamProblem = 'nameMissing' | 'nameTooLong' | 'nameTaken' | 'memberUnknown' | 'teamsTooMany'

export const teamLimits = { name: 40, teams: 50 } as const

export interface TeamsPage {
  teams: readonly Team[]
  officers: readonly OfficerLine[]
}

export async function readTeams({ db }: Context<Officer>): Promise<TeamsPage> {
  return db.transaction(async (tx) => {
    const [teams, officers] = await Promise.all([listTeams(tx), listOfficers(tx)])
    return { teams, officers }
  })
}

/** Only an administrator arranges teams; the police of one prefecture have their own, of their own officers. */
export async function saveTeam(context: Context<Officer>, wish: TeamWish): Promise<TeamProblem | null> {
  const { db, actor, now } = context
  if (!isAdministrator(actor)) throw new Refusal('forbidden')
  return db.transaction(async (tx) => {
    await teamsInTurn(tx, actor.recipient)
    return writeTeam(tx, actor, wish, { teams: await listTeams(tx), officers: await listOfficers(tx) }, now)
  })
}

/** Before the teams are read: of two who give one name at once the second is told that it is taken. */
export const teamsInTurn = (tx: Tx, recipient: string): Promise<void> => inTurn(tx, `teams of ${recipient}`)

/** Writes a team of this place, or says why not. Whoever calls has asked whether they may. */
export async function writeTeam(
  tx: Tx,
  { recipient, prefecture }: TeamPlace,
  wish: TeamWish,
  { teams, officers }: TeamsPage,
  now: Date,
): Promise<TeamProblem | null> {
  const problem = problemOf(wish, prefecture, teams, officers)
  if (problem) return problem
  const id = wish.id ?? (await insertTeam(tx, { recipient, prefecture, name: wish.name }, now))
  if (wish.id && !(await renameTeam(tx, id, wish.name))) throw new Refusal('notFound')
  await setMembers(tx, { teamId: id, recipient }, wish.members, now)
  return null
}

export async function removeTeam({ db, actor, now }: Context<Officer>, id: string): Promise<void> {
  if (!isAdministrator(actor)) throw new Refusal('forbidden')
  const ended = await db.transaction((tx: Tx) => endTeam(tx, id, now))
  if (!ended) throw new Refusal('notFound')
}

function problemOf(
  { id, name, members }: TeamWish,
  prefecture: string | null,
  teams: readonly Team[],
  officers: readonly OfficerLine[],
): TeamProblem | null {
  if (name === '') return 'nameMissing'
  if ([...name].length > teamLimits.name) return 'nameTooLong'
  const namesake = teams.some((team) => team.id !== id && team.name === name && team.prefecture === prefecture)
  if (namesake) return 'nameTaken'
  if (!id && teams.length >= teamLimits.teams) return 'teamsTooMany'
  const known = new Set(officersFor(prefecture, officers).map(({ officerId }) => officerId))
  return members.every((member) => known.has(member)) ? null : 'memberUnknown'
}

/** Whom an administrator may put into a team. */
export function officersFor(prefecture: string | null, officers: readonly OfficerLine[]): OfficerLine[] {
  return officers.filter((officer) => prefecture === null || officer.prefecture === prefecture)
}
