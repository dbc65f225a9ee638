import type { Member, Officer, Operator, Tx } from '#db/context.ts'
import { findAccount } from './accounts.server.ts'
import { insertLogin } from './logins.server.ts'

export type OfficerLine = Omit<Officer, 'kind'>
export type OperatorLine = Omit<Operator, 'kind'> & { name: string }

/** As an operator, with a login to be enrolled. An officer that exists is left as it is, so that a start can be repeated. */
export async function insertOfficer(tx: Tx, officer: OfficerLine, now: Date): Promise<void> {
  const { officerId, recipient, prefecture, name, role } = officer
  await tx.sql`
    insert into officers (id, recipient, prefecture, name, role, created_at)
    values (${officerId}, ${recipient}, ${prefecture}, ${name}, ${role}, ${now}) on conflict (id) do nothing`
  await insertLogin(tx, officerId, 'officer', now)
}

export async function insertOperator(tx: Tx, { operatorId, name }: OperatorLine, now: Date): Promise<void> {
  await tx.sql`
    insert into operators (id, name, created_at) values (${operatorId}, ${name}, ${now}) on conflict (id) do nothing`
  await insertLogin(tx, operatorId, 'operator', now)
}

/** Colleagues of an officer; all officers for the worker, who signs people in. */
export function listOfficers(tx: Tx): Promise<OfficerLine[]> {
  return tx.sql<OfficerLine[]>`
    select id as officer_id, recipient, prefecture, name, role from officers
    where disabled_at is null order by recipient, prefecture nulls first, name`
}

export function listOperators(tx: Tx): Promise<OperatorLine[]> {
  return tx.sql<OperatorLine[]>`select id as operator_id, name from operators where disabled_at is null order by name`
}

/** Somebody with a login: an officer of a recipient, an operator, or somebody with an account. */
export interface Person {
  id: string
  kind: 'officer' | 'operator' | 'account'
  name: string
  recipient: string | null
  prefecture: string | null
  role: Officer['role'] | null
  suspendedAt: Date | null
  /** Of an account: the organisation of one that is its own. */
  spaceId?: string
}

const people = (tx: Tx) => tx.sql`
  select id, 'officer' as kind, name, recipient, prefecture, role, disabled_at as suspended_at from officers
  union all
  select id, 'operator', name, null, null, null, disabled_at from operators`

/** As the worker or an operator. */
export async function findPerson(tx: Tx, id: string): Promise<Person | null> {
  const [person] = await tx.sql<Person[]>`select * from (${people(tx)}) p where id = ${id}`
  if (person) return person
  const account = await findAccount(tx, { id })
  if (!account) return null
  const { name, spaceId, disabledAt: suspendedAt } = account
  return { id, kind: 'account', name, spaceId, recipient: null, prefecture: null, role: null, suspendedAt }
}

export interface PersonLine extends Person {
  passkeys: number
  hasKey: boolean
  hasProvider: boolean
  /** When an invitation that still stands ends. */
  invitedUntil: Date | null
}

/** Everybody, with what they can sign in with. As an operator. */
export function listPeople(tx: Tx, now: Date): Promise<PersonLine[]> {
  return tx.sql<PersonLine[]>`
    select p.*, l.key_hash is not null as has_key,
      (select count(*)::int from passkeys k where k.login_id = p.id) as passkeys,
      exists (select from identities i join recipient_policies r on r.issuer = i.issuer
        where i.login_id = p.id and r.recipient = p.recipient) as has_provider,
      (select max(expires_at) from invitations v where v.login_id = p.id and v.used_at is null and v.expires_at > ${now})
        as invited_until
    from (${people(tx)}) p join logins l on l.id = p.id
    order by p.kind desc, p.recipient, p.prefecture nulls first, p.name`
}

/** A suspended person can be let in again; null takes the suspension back. */
export async function markSuspended(tx: Tx, { id, kind }: Pick<Person, 'id' | 'kind'>, at: Date | null): Promise<void> {
  const tables = { officer: tx.sql`officers`, operator: tx.sql`operators`, account: tx.sql`accounts` }
  const table = tables[kind]
  await tx.sql`update ${table} set disabled_at = ${at} where id = ${id}`
}

export async function markRole(tx: Tx, officerId: string, role: Officer['role']): Promise<void> {
  await tx.sql`update officers set role = ${role} where id = ${officerId}`
}

export async function markName(
  tx: Tx,
  { id, kind }: { id: string; kind: 'officer' | 'operator' },
  name: string,
): Promise<void> {
  await tx.sql`update ${tx.sql(kind === 'officer' ? 'officers' : 'operators')} set name = ${name} where id = ${id}`
}

/** Null: the whole country. */
export async function markPrefecture(tx: Tx, officerId: string, prefecture: string | null): Promise<void> {
  await tx.sql`update officers set prefecture = ${prefecture} where id = ${officerId}`
}

/** The person as they act. Null for somebody who is suspended. */
export function actorOf(person: Person): Officer | Operator | Member | null {
  const { id, kind, name, recipient, prefecture, role, suspendedAt, spaceId } = person
  if (suspendedAt) return null
  if (kind === 'account') {
    return spaceId ? { kind: 'member', accountId: id, organisationId: spaceId, role: 'administrator' } : null
  }
  if (kind === 'operator') return { kind, operatorId: id }
  return recipient && role ? { kind, officerId: id, name, recipient, prefecture, role } : null
}
