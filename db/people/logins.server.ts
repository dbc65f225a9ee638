/** What people prove themselves with: a key and an authenticator, recovery codes, passkeys, an identity elsewhere. */
import type { Tx } from '#db/context.ts'
import { totpPlace } from '#db/places.ts'
import { newReference } from '#db/sealing/secrets.server.ts'

export interface Login {
  id: string
  kind: 'officer' | 'operator' | 'account'
  number: string
  keyHash: string | null
  /** Of the last code that counted. */
  totpStep: number
  /** The authenticator's secret, base32. */
  totp: string | null
}

/** With a number of its own, and nothing yet to sign in with. */
export async function insertLogin(tx: Tx, id: string, kind: Login['kind'], now: Date): Promise<void> {
  await tx.sql`
    insert into logins (id, kind, number, created_at) values (${id}, ${kind}, ${newReference()}, ${now})
    on conflict (id) do nothing`
}

/** What somebody chose on any page is theirs from then on. As the worker. */
export async function setLanguage(tx: Tx, id: string, language: 'ja' | 'en'): Promise<void> {
  await tx.sql`update logins set language = ${language} where id = ${id}`
}

/** Null for whoever has chosen none. As the worker. */
export async function findLanguage(tx: Tx, id: string): Promise<'ja' | 'en' | null> {
  const [row] = await tx.sql<{ language: 'ja' | 'en' | null }[]>`select language from logins where id = ${id}`
  return row?.language ?? null
}

/** Whoever has chosen none yet takes over this one, if there is one. Returns what they have then. As the worker. */
export async function settleLanguage(tx: Tx, id: string, chosen: 'ja' | 'en' | null): Promise<'ja' | 'en' | null> {
  const [row] = await tx.sql<{ language: 'ja' | 'en' | null }[]>`
    update logins set language = coalesce(language, ${chosen}) where id = ${id} returning language`
  return row?.language ?? null
}

/** By the number that was typed, or by id. As the worker. */
export async function findLogin(tx: Tx, by: { number: string } | { id: string }): Promise<Login | null> {
  const which = 'id' in by ? tx.sql`id = ${by.id}` : tx.sql`number = ${by.number}`
  const [row] = await tx.sql<(Omit<Login, 'totp' | 'totpStep'> & { totp: Buffer | null; totpStep: string })[]>`
    select id, kind, number, key_hash, totp, totp_step from logins where ${which}`
  if (!row) return null
  const totp = row.totp ? (await tx.peopleKey()).unseal<string>(totpPlace(row.id), row.totp) : null
  return { ...row, totpStep: Number(row.totpStep), totp }
}

/** Key and authenticator come and go together, and recovery codes with them. */
export async function setKey(
  tx: Tx,
  id: string,
  key: { keyHash: string; totp: string; totpStep: number; codes: readonly string[] },
): Promise<void> {
  const sealed = (await tx.peopleKey()).seal(totpPlace(id), key.totp)
  await tx.sql`
    update logins set key_hash = ${key.keyHash}, totp = ${sealed}, totp_step = ${key.totpStep} where id = ${id}`
  await setRecoveryCodes(tx, id, key.codes)
}

/** Which codes somebody has, as a mark: other codes have another one. Empty without any. */
export async function recoveryMark(tx: Tx, id: string): Promise<string> {
  const [row] = await tx.sql<{ mark: string | null }[]>`
    select left(encode(sha256(string_agg(code_hash, null order by code_hash)), 'hex'), 16) as mark
    from recovery_codes where login_id = ${id}`
  return row?.mark ?? ''
}

/** New codes end the old ones. */
export async function setRecoveryCodes(tx: Tx, id: string, codes: readonly string[]): Promise<void> {
  await tx.sql`delete from recovery_codes where login_id = ${id}`
  for (const code of codes) {
    await tx.sql`insert into recovery_codes (login_id, code_hash) values (${id}, ${codeHash(tx, id, code)})`
  }
}

/** False when this step, or a later one, counted before: of two uses at once, one is refused. */
export async function spendTotpStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const used = await tx.sql`update logins set totp_step = ${step} where id = ${id} and totp_step < ${step} returning id`
  return used.length > 0
}

/** Each code counts once. */
export async function spendRecoveryCode(tx: Tx, id: string, code: string, now: Date): Promise<boolean> {
  const used = await tx.sql`
    update recovery_codes set used_at = ${now}
    where login_id = ${id} and code_hash = ${codeHash(tx, id, code)} and used_at is null returning login_id`
  return used.length > 0
}

/** The same question, and nothing is used up. */
export async function isRecoveryCode(tx: Tx, id: string, code: string): Promise<boolean> {
  const found = await tx.sql`
    select 1 from recovery_codes where login_id = ${id} and code_hash = ${codeHash(tx, id, code)} and used_at is null`
  return found.length > 0
}

const codeHash = (tx: Tx, id: string, code: string) => tx.lookup(`recovery ${id} ${code}`)

export async function countRecoveryCodes(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.sql<{ left: number }[]>`
    select count(*)::int as left from recovery_codes where login_id = ${id} and used_at is null`
  return row?.left ?? 0
}

/** Takes away everything that somebody could sign in with. */
export async function clearLogin(tx: Tx, id: string): Promise<void> {
  await tx.sql`update logins set key_hash = null, totp = null where id = ${id}`
  await tx.sql`delete from recovery_codes where login_id = ${id}`
  await tx.sql`delete from passkeys where login_id = ${id}`
  await tx.sql`delete from identities where login_id = ${id}`
  await tx.sql`delete from invitations where login_id = ${id}`
}

export interface Identity {
  issuer: string
  subject: string
}

/** Whose it is. Nothing is written: to find one must not take longer than to find none. */
export async function findIdentity(tx: Tx, { issuer, subject }: Identity): Promise<string | null> {
  const [row] = await tx.sql<{ loginId: string }[]>`
    select login_id from identities where issuer = ${issuer} and subject = ${subject}`
  return row?.loginId ?? null
}

/** False when the identity is somebody's already. */
export async function linkIdentity(
  tx: Tx,
  loginId: string,
  { issuer, subject }: Identity,
  now: Date,
): Promise<boolean> {
  const linked = await tx.sql`
    insert into identities (issuer, subject, login_id, linked_at) values (${issuer}, ${subject}, ${loginId}, ${now})
    on conflict do nothing returning login_id`
  return linked.length > 0
}

/** False when there was none. */
export async function unlinkIdentities(tx: Tx, loginId: string): Promise<boolean> {
  const gone = await tx.sql`delete from identities where login_id = ${loginId} returning issuer`
  return gone.length > 0
}

/** At the provider that this policy has now: one at an earlier provider signs nobody in. */
export async function listIdentities(
  tx: Tx,
  loginId: string,
  policy: string | null,
): Promise<{ issuer: string; linkedAt: Date }[]> {
  return tx.sql`
    select i.issuer, i.linked_at from identities i join recipient_policies r on r.issuer = i.issuer
    where i.login_id = ${loginId} and r.recipient = ${policy} order by i.linked_at`
}
