/** What a client lets a vendor do; see migrations/090-mandates.sql. */
import type { DataKey, Place, Tx, Vendor } from '#db/context.ts'
import { takeReference } from '#db/sealing/free-reference.server.ts'
import type { MandatedAct, Scope } from '#forms/mandates/scope.ts'

/** What is said in words: the clause that it rests on, and the client's name as the client gives it. */
export interface MandateWords {
  clause: string
  client: string
}

export interface Mandate extends Scope {
  id: string
  /** Named together with the code. No secret. */
  number: string
  clientId: string | null
  /** Null: all reports of the client. */
  reportId: string | null
  vendorId: string | null
  offeredAt: Date
  validUntil: Date | null
  /** Of a code that was not used. */
  codeExpiresAt: Date | null
  /** Which code it is: another code has another one. Empty when there is none. */
  codeMark: string
  codeFailures: number
  redeemedAt: Date | null
  revokedAt: Date | null
  /** Its client made it narrower; the last time. */
  narrowedAt: Date | null
  words: MandateWords
  /** Its name when it took the mandate up. */
  vendorName: string | null
}

export interface NewMandate extends Scope {
  id: string
  clientId: string | null
  reportId: string | null
  validUntil: Date
  words: MandateWords
  codeHash: string
  codeExpiresAt: Date
  now: Date
}

/** A vendor at a report acts under one mandate; at its own report, under none. */
export const underOne = ({ mandateIds }: Vendor): string | null => mandateIds[0] ?? null

/** As the client: offered, until a vendor takes it up with the code. */
export async function insertMandate(tx: Tx, mandate: NewMandate): Promise<string> {
  const { id, clientId, reportId, sections, acts, approves, validUntil, codeHash, codeExpiresAt, now } = mandate
  const content = (await mandateKey(tx, mandate)).seal(wordsPlace(mandate), mandate.words)
  return takeReference(
    (number) => tx.sql`
      insert into mandates (id, number, client_id, report_id, sections, acts, approves, content, valid_from, valid_until,
        code_hash, code_expires_at)
      values (${id}, ${number}, ${clientId}, ${reportId}, ${sections as string[] | null}, ${acts as string[]}, ${approves},
        ${content}, ${now}, ${validUntil}, ${codeHash}, ${codeExpiresAt})
      on conflict do nothing`,
  )
}

/** As the client: what was given for this report, or by its organisation for all. The newest first. */
export async function listMandatesFor(tx: Tx, reportId: string): Promise<Mandate[]> {
  return opened(
    tx,
    await tx.sql<SealedMandate[]>`${lines(tx)}
    where m.report_id = ${reportId} or m.report_id is null and m.client_id = (select organisation_id from reports where id = ${reportId})
    order by m.valid_from desc, m.id`,
  )
}

/** As a member of the client: everything that the organisation gave. */
export async function listMandatesOf(tx: Tx, clientId: string): Promise<Mandate[]> {
  return opened(
    tx,
    await tx.sql<SealedMandate[]>`${lines(tx)} where m.client_id = ${clientId} order by m.valid_from desc, m.id`,
  )
}

/** As the client or the vendor. */
export async function findMandate(tx: Tx, id: string): Promise<Mandate | null> {
  const [found] = await opened(tx, await tx.sql<SealedMandate[]>`${lines(tx)} where m.id = ${id}`)
  return found ?? null
}

/** As the client: nobody takes it up, or changes it, until this transaction ends. */
export async function lockMandate(tx: Tx, id: string): Promise<void> {
  await tx.sql`select from mandates where id = ${id} for no key update`
}

export async function listMandatesById(tx: Tx, ids: readonly string[]): Promise<Mandate[]> {
  return opened(tx, await tx.sql<SealedMandate[]>`${lines(tx)} where m.id = any (${[...ids]}::uuid[])`)
}

/** What a vendor holds at this moment, whoever acts for it: ids alone, asked at every request. */
export async function heldMandates(tx: Tx, vendorId: string, now: Date): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from mandates where vendor_id = ${vendorId} and revoked_at is null
      and (valid_until is null or valid_until > ${now})`
  return rows.map(({ id }) => id)
}

/** As the vendor, in the transaction that writes: what it covers at this moment. */
export async function findScope(tx: Tx, id: string, now: Date): Promise<Scope | null> {
  const [scope] = await tx.sql<Scope[]>`
    select sections, acts, approves from mandates
    where id = ${id} and revoked_at is null and (valid_until is null or valid_until > ${now})`
  return scope ?? null
}

/** A new code takes the place of an earlier one. False when it was taken up, or taken back. */
export async function setMandateCode(tx: Tx, id: string, hash: string, expiresAt: Date): Promise<boolean> {
  const set = await tx.sql`
    update mandates set code_hash = ${hash}, code_expires_at = ${expiresAt}, code_failures = 0
    where id = ${id} and redeemed_at is null and revoked_at is null returning id`
  return set.length > 0
}

/** From now on the vendor sees and does nothing under it. The first time counts. */
export async function markRevoked(tx: Tx, id: string, now: Date): Promise<boolean> {
  const revoked = await tx.sql`
    update mandates set revoked_at = ${now}, code_hash = null where id = ${id} and revoked_at is null returning id`
  return revoked.length > 0
}

/** Whether the client looks at each sending can be changed while it holds. */
export async function markApproves(tx: Tx, id: string, approves: boolean): Promise<boolean> {
  const changed = await tx.sql`
    update mandates set approves = ${approves} where id = ${id} and revoked_at is null and approves <> ${approves} returning id`
  return changed.length > 0
}

/** As the client: within what it is now, which the store compares. `reportId`: the only one that is left of all. */
export async function narrowMandate(
  tx: Tx,
  mandate: Mandate,
  terms: Pick<Mandate, 'acts' | 'sections' | 'validUntil' | 'reportId'> & { now: Date },
): Promise<boolean> {
  const { acts, sections, validUntil, reportId, now } = terms
  const done = await tx.sql`
    update mandates set acts = ${acts as string[]}, sections = ${sections as string[] | null}, valid_until = ${validUntil},
      narrowed_at = ${now}, code_expires_at = least(code_expires_at, ${validUntil})
    where id = ${mandate.id} and revoked_at is null returning id`
  if (done.length === 0) return false
  if (reportId !== mandate.reportId) await sealForOne(tx, mandate, reportId)
  return true
}

/** Its words and the vendor's name lie under the key of that report from now on, and go with it. */
async function sealForOne(tx: Tx, mandate: Mandate, reportId: string | null): Promise<void> {
  const narrowed = { ...mandate, reportId }
  const key = await mandateKey(tx, narrowed)
  const content = key.seal(wordsPlace(narrowed), mandate.words)
  await tx.sql`update mandates set report_id = ${reportId}, content = ${content} where id = ${mandate.id}`
  if (mandate.vendorName === null) return
  const vendor = key.seal(vendorPlace(narrowed), mandate.vendorName)
  await tx.sql`update mandate_vendors set content = ${vendor} where mandate_id = ${mandate.id}`
}

/** What it takes to check a code, while it holds. */
export async function findMandateDoor(
  tx: Tx,
  number: string,
  now: Date,
): Promise<{ id: string; codeHash: string } | null> {
  const [door] = await tx.sql<{ id: string; codeHash: string }[]>`select * from mandate_door(${number}, ${now})`
  return door ?? null
}

export async function recordWrongMandateCode(tx: Tx, number: string): Promise<void> {
  await tx.sql`select mandate_failed(${number})`
}

/** As a vendor. Of two at once, one gets it. */
export async function redeemMandate(tx: Tx, door: { id: string; codeHash: string }, now: Date): Promise<boolean> {
  const [done] = await tx.sql<{ taken: boolean }[]>`
    select mandate_redeem(${door.id}, ${door.codeHash}, ${now}) as taken`
  return done?.taken ?? false
}

/** As the vendor that has just taken it up: under which name the client, and recipients, see it. */
export async function insertMandateVendor(tx: Tx, mandate: Mandate, name: string): Promise<void> {
  const content = (await mandateKey(tx, mandate)).seal(vendorPlace(mandate), name)
  await tx.sql`
    insert into mandate_vendors (mandate_id, vendor_id, content) values (${mandate.id}, ${mandate.vendorId}, ${content})`
}

type Sealing = Pick<Mandate, 'id' | 'reportId' | 'clientId'>
type SealedMandate = Omit<Mandate, 'words' | 'vendorName' | 'acts'> & {
  acts: MandatedAct[]
  content: Buffer
  vendor: Buffer | null
}

const lines = ({ sql }: Tx) => sql`
  select m.id, m.number, m.client_id, m.report_id, m.vendor_id, m.sections, m.acts, m.approves, m.valid_from as offered_at,
    m.valid_until, case when m.code_hash is not null then m.code_expires_at end as code_expires_at, m.code_failures,
    coalesce(left(encode(sha256(convert_to(m.code_hash, 'UTF8')), 'hex'), 16), '') as code_mark, m.redeemed_at, m.revoked_at, m.narrowed_at, m.content, v.content as vendor
  from mandates m left join mandate_vendors v on v.mandate_id = m.id`

/** Rows that were made before there were words have none. */
async function opened(tx: Tx, rows: readonly SealedMandate[]): Promise<Mandate[]> {
  const made: Mandate[] = []
  await tx.reportKeys(rows.flatMap(({ reportId }) => reportId ?? []))
  for (const { content, vendor, ...row } of rows) {
    const key = await mandateKey(tx, row)
    const words = content.length > 0 ? key.unseal<MandateWords>(wordsPlace(row), content) : { clause: '', client: '' }
    made.push({ ...row, words, vendorName: vendor && key.unseal<string>(vendorPlace(row), vendor) })
  }
  return made
}

/** Both sides have the key of the one report; what is for all reports lies under the key of people. */
export const mandateKey = (tx: Tx, { reportId }: Sealing): Promise<DataKey> =>
  reportId ? tx.reportKey(reportId) : tx.peopleKey()

const wordsPlace = ({ id, reportId, clientId }: Sealing): Place => ({
  table: 'mandates',
  row: id,
  column: 'content',
  tenant: reportId ?? clientId ?? id,
})

const vendorPlace = ({ id, reportId, clientId }: Sealing): Place => ({
  table: 'mandate_vendors',
  row: id,
  column: 'content',
  tenant: reportId ?? clientId ?? id,
})
