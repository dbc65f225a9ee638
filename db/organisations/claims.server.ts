/** Somebody says that an organisation is a corporation, and how that was found to be so. */
import type { Tx } from '#db/context.ts'
import { claimPlace } from '#db/places.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { VerifiedWay } from './organisations.server.ts'

export interface ClaimContent {
  name: string
  /** Where the letter goes: the corporation's registered seat. */
  address: string
  /** At the corporation's own domain; empty when there is none. */
  mail: string
  /** What the claimant wrote to the operator. */
  note: string
}

export interface Claim extends ClaimContent {
  id: string
  organisationId: string
  accountId: string
  corporateNumber: string
  madeAt: Date
  mailConfirmedAt: Date | null
  letterMadeAt: Date | null
  endedAt: Date | null
  way: VerifiedWay | null
  decidedBy: string | null
  words: { evidence: string; reason: string } | null
}

/** As an administrator of the organisation. An open claim is taken back by another one first. */
export async function insertClaim(
  tx: Tx,
  made: { organisationId: string; accountId: string; corporateNumber: string; content: ClaimContent; now: Date },
): Promise<string> {
  const id = newId()
  const content = (await tx.peopleKey()).seal(claimPlace(id, 'content'), made.content)
  await tx.sql`
    insert into claims (id, organisation_id, account_id, corporate_number, made_at, content)
    values (${id}, ${made.organisationId}, ${made.accountId}, ${made.corporateNumber}, ${made.now}, ${content})`
  return id
}

/** The organisation was renamed since. As the worker or an operator. */
export async function renameClaim(tx: Tx, { id, address, mail, note }: Claim, name: string): Promise<void> {
  const content: ClaimContent = { name, address, mail, note }
  const sealed = (await tx.peopleKey()).seal(claimPlace(id, 'content'), content)
  await tx.sql`update claims set content = ${sealed} where id = ${id}`
}

type Row = Omit<Claim, keyof ClaimContent | 'words'> & { content: Buffer; words: Buffer | null }

const columns = (tx: Tx) => tx.sql`
  id, organisation_id, account_id, corporate_number, made_at, content, mail_confirmed_at, letter_made_at, ended_at,
  way, decided_by, words`

async function opened(tx: Tx, { content, words, ...row }: Row): Promise<Claim> {
  const key = await tx.peopleKey()
  return {
    ...row,
    ...key.unseal<ClaimContent>(claimPlace(row.id, 'content'), content),
    words: words && key.unseal(claimPlace(row.id, 'words'), words),
  }
}

export async function findClaim(tx: Tx, id: string): Promise<Claim | null> {
  const [row] = await tx.sql<Row[]>`select ${columns(tx)} from claims where id = ${id}`
  return row ? opened(tx, row) : null
}

/** The same, and it neither ends nor changes otherwise until this transaction ends. As the worker or an operator. */
export async function holdClaim(tx: Tx, id: string): Promise<Claim | null> {
  await tx.sql`select from claims where id = ${id} for update`
  return findClaim(tx, id)
}

export async function findOpenClaim(tx: Tx, organisationId: string): Promise<Claim | null> {
  const [row] = await tx.sql<Row[]>`
    select ${columns(tx)} from claims where organisation_id = ${organisationId} and ended_at is null`
  return row ? opened(tx, row) : null
}

/** All of one organisation, the latest first. */
export async function listClaims(tx: Tx, organisationId: string): Promise<Claim[]> {
  const rows = await tx.sql<Row[]>`
    select ${columns(tx)} from claims where organisation_id = ${organisationId} order by made_at desc`
  return Promise.all(rows.map((row) => opened(tx, row)))
}

/** Other organisations that are this corporation, or claim to be it. As an operator. */
export async function listRivals(
  tx: Tx,
  { organisationId, corporateNumber }: Pick<Claim, 'organisationId' | 'corporateNumber'>,
): Promise<{ id: string; verified: boolean }[]> {
  return tx.sql`
    select o.id, o.verified_at is not null as verified from organisations o
    where o.id <> ${organisationId} and (
      o.corporate_number = ${corporateNumber} and o.verified_at is not null or exists (select from claims c
        where c.organisation_id = o.id and c.corporate_number = ${corporateNumber} and c.ended_at is null))
    order by o.verified_at nulls last, o.created_at`
}

/** The oldest first. As an operator. */
export async function listOpenClaims(tx: Tx): Promise<Claim[]> {
  const rows = await tx.sql<Row[]>`select ${columns(tx)} from claims where ended_at is null order by made_at`
  return Promise.all(rows.map((row) => opened(tx, row)))
}

const codeHash = (tx: Tx, id: string, kind: CodeKind, code: string) => tx.lookup(`claim ${kind} ${id} ${code}`)

export type CodeKind = 'mail' | 'letter'

/** A new code ends the one before, and the wrong tries at it. As the worker (mail) or an operator (letter). */
export async function setClaimCode(tx: Tx, id: string, kind: CodeKind, code: string, now: Date): Promise<void> {
  const hash = codeHash(tx, id, kind, code)
  const change =
    kind === 'mail'
      ? tx.sql`mail_code_hash = ${hash}, mail_code_at = ${now}, tries = 0`
      : tx.sql`letter_code_hash = ${hash}, letter_made_at = ${now}, letter_tries = 0`
  await tx.sql`update claims set ${change} where id = ${id} and ended_at is null`
}

const mostTries = 5
/** How long a mailed code counts, ms. A letter takes the time of the post. */
const mailHolds = 24 * 3_600_000

/**
 * Five wrong ones, and there must be a new code. The code of a letter ends with its claim: where another organisation was
 * verified meanwhile, it counts again once that is taken back. As the worker.
 */
export async function tryClaimCode(tx: Tx, id: string, kind: CodeKind, code: string, now: Date): Promise<boolean> {
  const hash = codeHash(tx, id, kind, code)
  const open = tx.sql`id = ${id} and ended_at is null`
  const fitting =
    kind === 'mail'
      ? await tx.sql`
          update claims set mail_confirmed_at = ${now}, mail_code_hash = null
          where ${open} and tries < ${mostTries} and mail_code_hash = ${hash}
            and mail_code_at > ${new Date(now.getTime() - mailHolds)} returning 1`
      : await tx.sql`
          update claims set letter_tries = letter_tries
          where ${open} and letter_tries < ${mostTries} and letter_code_hash = ${hash} returning 1`
  if (fitting.length > 0) return true
  const tries = tx.sql(kind === 'mail' ? 'tries' : 'letter_tries')
  await tx.sql`update claims set ${tries} = ${tries} + 1 where ${open}`
  return false
}

/** `way` null: refused, or taken back. The first end counts. */
export async function endClaim(
  tx: Tx,
  id: string,
  end: { way: VerifiedWay | null; by?: string; words?: { evidence: string; reason: string }; now: Date },
): Promise<boolean> {
  const words = end.words ? (await tx.peopleKey()).seal(claimPlace(id, 'words'), end.words) : null
  const ended = await tx.sql`
    update claims set ended_at = ${end.now}, way = ${end.way}, decided_by = ${end.by ?? null}, words = ${words}
    where id = ${id} and ended_at is null returning 1`
  return ended.length > 0
}
