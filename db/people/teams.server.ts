/** Teams of a body, and who is in them. Made by the body's administrators or an operator; row security checks it. */
import type { Tx } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'

export interface Team {
  id: string
  /** Null: of the whole country. */
  prefecture: string | null
  name: string
  members: { officerId: string; name: string }[]
}

/** Those that the officer may know, by name; of one body for an operator, who sees all. */
export function listTeams({ sql }: Tx, recipient: string | null = null): Promise<Team[]> {
  return sql<Team[]>`
    select t.id, t.prefecture, t.name, coalesce((select json_agg(json_build_object('officerId', o.id, 'name', o.name)
        order by o.name) from team_members m join officers o on o.id = m.officer_id
      where m.team_id = t.id and o.disabled_at is null), '[]') as members
    from teams t where t.ended_at is null and (${recipient}::text is null or t.recipient = ${recipient}) order by t.name, t.id`
}

/** Where a team belongs; a null prefecture is the whole country. */
export interface TeamPlace {
  recipient: string
  prefecture: string | null
}

export async function insertTeam(
  { sql }: Tx,
  { recipient, prefecture, name }: TeamPlace & { name: string },
  now: Date,
): Promise<string> {
  const id = newId()
  await sql`
    insert into teams (id, recipient, prefecture, name, made_at)
    values (${id}, ${recipient}, ${prefecture}, ${name}, ${now})`
  return id
}

/** As an operator: the teams that an officer is in. */
export function listTeamsOf({ sql }: Tx, officerId: string): Promise<{ name: string; prefecture: string | null }[]> {
  return sql<{ name: string; prefecture: string | null }[]>`
    select t.name, t.prefecture from team_members m join teams t on t.id = m.team_id
    where m.officer_id = ${officerId} and t.ended_at is null order by t.name, t.id`
}

/** As an operator: whoever sees one prefecture is in no team of another one. */
export async function leaveTeamsElsewhere({ sql }: Tx, officerId: string, prefecture: string | null): Promise<void> {
  await sql`
    delete from team_members m using teams t
    where m.officer_id = ${officerId} and t.id = m.team_id and t.prefecture is not null
      and t.prefecture is distinct from ${prefecture} and ${prefecture}::text is not null`
}

/** False when it is gone, or not this administrator's to change. */
export async function renameTeam(tx: Tx, id: string, name: string): Promise<boolean> {
  const changed = await tx.sql`update teams set name = ${name} where id = ${id} and ended_at is null returning id`
  return changed.length > 0
}

/** Case files keep the name of a team that is no more; nothing new is given to it. */
export async function endTeam(tx: Tx, id: string, now: Date): Promise<boolean> {
  const ended = await tx.sql`update teams set ended_at = ${now} where id = ${id} and ended_at is null returning id`
  return ended.length > 0
}

/** All members of a team; whoever was in it before and is not named is taken out. */
export async function setMembers(
  { sql }: Tx,
  { teamId, recipient }: { teamId: string; recipient: string },
  officerIds: readonly string[],
  now: Date,
): Promise<void> {
  const wanted = JSON.stringify(officerIds)
  await sql`
    delete from team_members where team_id = ${teamId}
      and officer_id not in (select w::uuid from json_array_elements_text(${wanted}::text::json) w)`
  await sql`
    insert into team_members (team_id, officer_id, recipient, since)
    select ${teamId}, w::uuid, ${recipient}, ${now} from json_array_elements_text(${wanted}::text::json) w
    on conflict do nothing`
}

/** As an operator: how many teams and people each body has. */
export async function countTeams({ sql }: Tx): Promise<Map<string, { teams: number; people: number }>> {
  const rows = await sql<{ recipient: string; teams: number; people: number }[]>`
    select recipient, sum(teams)::int as teams, sum(people)::int as people from (
      select recipient, 1 as teams, 0 as people from teams where ended_at is null
      union all select recipient, 0, 1 from officers where disabled_at is null
    ) one group by recipient`
  return new Map(rows.map(({ recipient, ...counts }) => [recipient, counts]))
}
