/** Who belongs to which organisation, and what they may there. An ended membership stays as a record. */
import type { ActingDb, MemberRole, Tx } from '#db/context.ts'
import type { Profile } from '#db/people/accounts.server.ts'
import { accountPlace } from '#db/places.ts'

export interface Seat {
  reportId: string
  organisationId: string
  role: MemberRole
}

/** Where the actor sits at the report of this reference; null when it belongs to nobody they are with. One round trip. */
export async function findSeat(db: ActingDb, reference: string): Promise<Seat | null> {
  const [seat] = await db.atOnce((sql) => sql<Seat[]>`select * from report_seat(${reference})`)
  return seat ?? null
}

/** The actor's own role where they act. */
export async function findOwnRole(tx: Tx, organisationId: string): Promise<MemberRole | null> {
  const account = tx.actor.kind === 'member' ? tx.actor.accountId : null
  const [row] = await tx.sql<{ role: MemberRole }[]>`
    select role from memberships where account_id = ${account} and organisation_id = ${organisationId} and ended_at is null`
  return row?.role ?? null
}

export interface Membership {
  organisationId: string
  role: MemberRole
}

/** Everywhere somebody belongs, their own space first. As the worker. */
export function listMemberships(tx: Tx, accountId: string): Promise<Membership[]> {
  return tx.sql<Membership[]>`
    select m.organisation_id, m.role from memberships m join organisations o on o.id = m.organisation_id
    where m.account_id = ${accountId} and m.ended_at is null order by o.personal_of is null, m.since`
}

export interface Colleague {
  accountId: string
  name: string
  role: MemberRole
  since: Date
}

/** As a member of the organisation. */
export async function listColleagues(tx: Tx, organisationId: string): Promise<Colleague[]> {
  const key = await tx.peopleKey()
  const rows = await tx.sql<(Omit<Colleague, 'name'> & { profile: Buffer })[]>`
    select m.account_id, m.role, m.since, a.profile from memberships m join accounts a on a.id = m.account_id
    where m.organisation_id = ${organisationId} and m.ended_at is null order by m.since`
  return rows.map(({ profile, ...row }) => ({
    ...row,
    name: key.unseal<Profile>(accountPlace(row.accountId), profile).name,
  }))
}

/** Who has one of these roles, without one of them. As the worker. */
export async function listAccountsWith(
  tx: Tx,
  { organisationId, roles, but = null }: { organisationId: string; roles: readonly MemberRole[]; but?: string | null },
): Promise<string[]> {
  const rows = await tx.sql<{ accountId: string }[]>`
    select account_id from memberships where organisation_id = ${organisationId} and ended_at is null
      and role = any (${[...roles]}) and account_id is distinct from ${but}::uuid`
  return rows.map(({ accountId }) => accountId)
}

/** Somebody who was here before comes back with a new role. As the worker. */
export async function insertMembership(
  tx: Tx,
  { accountId, organisationId, role, now }: Membership & { accountId: string; now: Date },
): Promise<void> {
  await tx.sql`
    insert into memberships (account_id, organisation_id, role, since)
    values (${accountId}, ${organisationId}, ${role}, ${now})
    on conflict (account_id, organisation_id) do update set role = ${role}, since = ${now}, ended_at = null`
}

/**
 * lastAdministrator: it would leave the organisation without one. unchanged: no member, or it is so already. A role of null ends
 * the membership.
 */
export async function changeMembership(
  tx: Tx,
  {
    accountId,
    organisationId,
    role,
    now,
  }: Omit<Membership, 'role'> & { accountId: string; role: MemberRole | null; now: Date },
): Promise<'changed' | 'unchanged' | 'lastAdministrator'> {
  // Both of two administrators leaving at once would find the other one still there.
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${organisationId}, 81))`
  const [left] = await tx.sql<{ count: number }[]>`
    select count(*)::int as count from memberships m join accounts a on a.id = m.account_id
    where m.organisation_id = ${organisationId} and m.role = 'administrator' and m.ended_at is null
      and m.account_id <> ${accountId} and a.disabled_at is null` // whoever is suspended administers nothing
  if (role !== 'administrator' && left?.count === 0) {
    const [own] = await tx.sql<{ role: MemberRole }[]>`
      select role from memberships where organisation_id = ${organisationId} and account_id = ${accountId} and ended_at is null`
    if (own?.role === 'administrator') return 'lastAdministrator'
  }
  const change = role === null ? tx.sql`ended_at = ${now}` : tx.sql`role = ${role}`
  const { count } = await tx.sql`
    update memberships set ${change}
    where organisation_id = ${organisationId} and account_id = ${accountId} and ended_at is null
      and role is distinct from ${role}`
  return count > 0 ? 'changed' : 'unchanged'
}
