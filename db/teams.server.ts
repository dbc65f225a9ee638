/** Teams of a body, and who is in them. Made by the body's administrators; row security checks it. */
import type { Tx } from './context.ts'
import { newId } from './secrets.server.ts'

export interface Team {
  id: string
  /** Null: of the whole country. */
  prefecture: string | null
  name: string
  members: { officerId: string; name: string }[]
}

/** Those that the officer may know, by name. */
export function listTeams({ sql }: Tx): Promise<Team[]> {
  return sql<Team[]>`
    select t.id, t.prefecture, t.name, coalesce((select json_agg(json_build_object('officerId', o.id, 'name', o.name)
        order by o.name) from team_members m join officers o on o.id = m.officer_id
      where m.team_id = t.id and o.disabled_at is null), '[]') as members
    from teams t where t.ended_at is null order by t.name, t.id`
}

export async function insertTeam(tx: Tx, name: string, now: Date): Promise<string> {
  if (tx.actor.kind !== 'officer') throw new Error('only officers make teams')
  const id = newId()
  await tx.sql`
    insert into teams (id, recipient, prefecture, name, made_at)
    values (${id}, ${tx.actor.recipient}, ${tx.actor.prefecture}, ${name}, ${now})`
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
export async function setMembers(tx: Tx, teamId: string, officerIds: readonly string[], now: Date): Promise<void> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer') throw new Error('only officers make teams')
  const wanted = JSON.stringify(officerIds)
  await sql`
    delete from team_members where team_id = ${teamId}
      and officer_id not in (select w::uuid from json_array_elements_text(${wanted}::text::json) w)`
  await sql`
    insert into team_members (team_id, officer_id, recipient, since)
    select ${teamId}, w::uuid, ${actor.recipient}, ${now} from json_array_elements_text(${wanted}::text::json) w
    on conflict do nothing`
}
