/** Organisations that report. The profile is sealed and proposed in each new report; what decides access is in the clear. */
import type { Tx } from '#db/context.ts'
import { organisationPlace } from '#db/places.ts'
import { newId } from '#db/sealing/secrets.server.ts'

export type VerifiedWay = 'openid' | 'letter' | 'operator'

/** Answers about the organisation itself, by the item's id, besides its name. */
export interface OrganisationProfile {
  name: string
  answers?: Readonly<Record<string, unknown>>
}

export interface Organisation {
  id: string
  corporateNumber: string | null
  profile: OrganisationProfile
  /** Whose own space it is; null for an organisation. */
  personalOf: string | null
  needsApproval: boolean
  verifiedAt: Date | null
  verifiedWay: VerifiedWay | null
  createdAt: Date
}

/** As the worker: whoever makes one is not yet its member. Returns its id. */
export async function insertOrganisation(
  tx: Tx,
  made: { profile: OrganisationProfile; corporateNumber: string | null; personalOf?: string | null },
  now: Date,
): Promise<string> {
  const id = newId()
  const profile = (await tx.peopleKey()).seal(organisationPlace(id), made.profile)
  await tx.sql`
    insert into organisations (id, corporate_number, profile, personal_of, created_at, changed_at)
    values (${id}, ${made.corporateNumber}, ${profile}, ${made.personalOf ?? null}, ${now}, ${now})`
  return id
}

type Row = Omit<Organisation, 'profile'> & { profile: Buffer }

const columns = (tx: Tx) => tx.sql`
  id, corporate_number, profile, personal_of, needs_approval, verified_at, verified_way, created_at`

/** As a member of it, an operator or the worker. */
export async function findOrganisation(tx: Tx, id: string): Promise<Organisation | null> {
  const [row] = await tx.sql<Row[]>`select ${columns(tx)} from organisations where id = ${id}`
  return row ? opened(tx, row) : null
}

/** The same, and it is neither renamed nor verified until this transaction ends. As an administrator of it, an operator or the worker. */
export async function holdOrganisation(tx: Tx, id: string): Promise<Organisation | null> {
  await tx.sql`select from organisations where id = ${id} for no key update`
  return findOrganisation(tx, id)
}

/** As somebody of it. Nobody's own space is verified. */
export async function isVerified(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.sql`select from organisations where id = ${id} and verified_at is not null`
  return row !== undefined
}

/** Organisations, no one's own space; the newest first, from a place on. As an operator. */
export async function listOrganisations(
  tx: Tx,
  { after = null, most }: { after?: { at: Date; id: string } | null; most: number },
): Promise<Organisation[]> {
  const rows = await tx.sql<Row[]>`
    select ${columns(tx)} from organisations where personal_of is null
      and (${after === null} or (created_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${most}`
  return Promise.all(rows.map((row) => opened(tx, row)))
}

/** What these are called, by id. As an operator. */
export async function namesOfOrganisations(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.sql<Row[]>`select ${columns(tx)} from organisations where id = any (${[...ids]}::uuid[])`
  const found = await Promise.all(rows.map((row) => opened(tx, row)))
  return new Map(found.map(({ id, profile }) => [id, profile.name]))
}

async function opened(tx: Tx, { profile, ...row }: Row): Promise<Organisation> {
  const key = await tx.peopleKey()
  return { ...row, profile: key.unseal<OrganisationProfile>(organisationPlace(row.id), profile) }
}

/** What a new report of it begins with: what it says of itself, and what was verified wherever it says nothing. */
export function proposedBy(organisation: Organisation | null | undefined): Readonly<Record<string, unknown>> {
  if (!organisation) return {}
  const { profile, corporateNumber, verifiedAt } = organisation
  const verified = verifiedAt && corporateNumber ? { 'org-corporate-number': corporateNumber } : {}
  return { ...verified, ...profile.answers }
}

/** As an administrator of it. */
export async function setProfile(tx: Tx, id: string, profile: OrganisationProfile): Promise<void> {
  const sealed = (await tx.peopleKey()).seal(organisationPlace(id), profile)
  await tx.sql`update organisations set profile = ${sealed} where id = ${id}`
}

/** Null takes it back. False when another organisation is that corporation already. As an operator or the worker. */
export async function markVerified(
  tx: Tx,
  id: string,
  verified: { way: VerifiedWay; corporateNumber: string } | null,
  now: Date,
): Promise<boolean> {
  const [way, number] = verified ? [verified.way, verified.corporateNumber] : [null, null]
  const [taken] = await tx.sql`
    select from organisations where corporate_number = ${number} and verified_at is not null and id <> ${id}`
  if (taken) return false
  await tx.sql`
    update organisations set verified_at = ${verified ? now : null}, verified_way = ${way}, changed_at = ${now},
      corporate_number = coalesce(${number}, corporate_number)
    where id = ${id} and personal_of is null`
  return true
}
