/** People with an account of their own. What names them is sealed; a mail address is found by its keyed hash. */
import type { Tx } from '#db/context.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { accountPlace } from '#db/places.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { insertLogin } from './logins.server.ts'

export interface Profile {
  name: string
  mail: string
}

export interface Account extends Profile {
  id: string
  /** The organisation of one that reports without an organisation are in. */
  spaceId: string
  createdAt: Date
  disabledAt: Date | null
}

export const mailHash = (tx: Tx, mail: string): Buffer => tx.lookup(`account ${mail.toLowerCase()}`)

/**
 * Did anybody ever sign in to it, or could they? Whoever made it and closed the window before choosing how to sign in is let
 * go on by mail alone; nobody else is. As the worker.
 */
export async function wasEntered(tx: Tx, accountId: string): Promise<boolean> {
  const [row] = await tx.sql<{ entered: boolean }[]>`
    select account_entered(l.id) or l.key_hash is not null
      or exists (select from passkeys p where p.login_id = l.id)
      or exists (select from identities i where i.login_id = l.id)
      or exists (select from memberships m join organisations o on o.id = m.organisation_id
        where m.account_id = l.id and o.personal_of is null) as entered
    from logins l where l.id = ${accountId}`
  return row?.entered ?? true
}

/** With a login to be enrolled and a space of its own. Null when the address has an account. As the worker. */
export async function insertAccount(
  tx: Tx,
  { id = newId(), name, mail }: Profile & { id?: string },
  now: Date,
): Promise<string | null> {
  const profile = (await tx.peopleKey()).seal(accountPlace(id), { name, mail } satisfies Profile)
  const made = await tx.sql`
    insert into accounts (id, mail_hash, profile, created_at) values (${id}, ${mailHash(tx, mail)}, ${profile}, ${now})
    on conflict (mail_hash) do nothing returning id`
  if (made.length === 0) return null
  await insertLogin(tx, id, 'account', now)
  const space = await insertOrganisation(tx, { profile: { name }, corporateNumber: null, personalOf: id }, now)
  await insertMembership(tx, { accountId: id, organisationId: space, role: 'administrator', now })
  return id
}

interface Row extends Omit<Account, keyof Profile> {
  profile: Buffer
}

/** As the worker, an operator or a colleague. */
export async function findAccount(tx: Tx, by: { id: string } | { mail: string }): Promise<Account | null> {
  const which = 'id' in by ? tx.sql`a.id = ${by.id}` : tx.sql`a.mail_hash = ${mailHash(tx, by.mail)}`
  const [row] = await tx.sql<Row[]>`
    select a.id, a.profile, a.created_at, a.disabled_at, o.id as space_id
    from accounts a left join organisations o on o.personal_of = a.id where ${which}`
  if (!row) return null
  const { profile, ...rest } = row
  return { ...rest, ...(await tx.peopleKey()).unseal<Profile>(accountPlace(row.id), profile) }
}

/** False when the address is another account's. As the worker. */
export async function setAccountProfile(tx: Tx, id: string, { name, mail }: Profile): Promise<boolean> {
  const hash = mailHash(tx, mail)
  const profile = (await tx.peopleKey()).seal(accountPlace(id), { name, mail } satisfies Profile)
  const set = await tx.sql`
    update accounts set profile = ${profile}, mail_hash = ${hash}
    where id = ${id} and not exists (select from accounts o where o.mail_hash = ${hash} and o.id <> ${id})`
  return set.count > 0
}

/** Of these, those that mails have no address of yet. As the worker. */
export async function listUnaddressed(tx: Tx, ids: readonly string[]): Promise<Account[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select a.id from accounts a where a.id = any (${[...ids]}::uuid[])
      and not exists (select from notice_addresses n where n.account_id = a.id)`
  const found = await Promise.all(rows.map(({ id }) => findAccount(tx, { id })))
  return found.filter((one) => one !== null)
}

/** The newest first, from a place on. As an operator or the worker. */
export async function listAccounts(
  tx: Tx,
  { after, most }: { after: { at: Date; id: string } | null; most: number },
): Promise<Account[]> {
  const key = await tx.peopleKey()
  const rows = await tx.sql<Row[]>`
    select a.id, a.profile, a.created_at, a.disabled_at, o.id as space_id
    from accounts a join organisations o on o.personal_of = a.id
    where ${after === null} or (a.created_at, a.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)
    order by a.created_at desc, a.id desc limit ${most}`
  return rows.map(({ profile, ...rest }) => ({ ...rest, ...key.unseal<Profile>(accountPlace(rest.id), profile) }))
}

/** Null lets the person in again. As an operator. */
export async function markAccountDisabled(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.sql`update accounts set disabled_at = ${at} where id = ${id}`
}
