/** Copies that came to a body by mistake and were given back; see migrations/056-returns.sql. */
import type { Tx } from '#db/context.ts'
import { headingPlace } from '#db/places.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { Heading } from '#db/submissions/submissions.server.ts'
import type { Phase } from '#forms/item.ts'
import type { ReturnReason } from './return-reasons.ts'

export interface ReturnedCopy {
  revision: number
  phase: Phase
  /** SHA-256, hex. */
  digest: string
  /** ISO instants. */
  sentAt: string
  openedAt: string | null
}

export interface ReturnLine {
  id: string
  recipient: string
  /** Null: what the reporter sent. */
  handOverId: string | null
  handedBy: string | null
  reason: ReturnReason
  copies: ReturnedCopy[]
  /** Nothing of the report is left with the body. */
  emptied: boolean
  returnedAt: Date
  liftedAt: Date | null
}

/**
 * As an officer of the body: deletes what the reporter sent, or what was handed over, and everything that hangs on it
 * where nothing else is left. `heading`: what the rest is known by. Null when there was no such copy.
 */
export async function returnCopies(
  tx: Tx,
  {
    caseFileId,
    reportId,
    handOverId,
    reason,
    heading,
    now,
  }: {
    caseFileId: string
    reportId: string
    handOverId: string | null
    reason: ReturnReason
    heading: Heading
    now: Date
  },
): Promise<string | null> {
  if (tx.actor.kind !== 'officer') throw new StoreRefusal('notFound')
  const { recipient } = tx.actor
  const id = newId()
  const sealed = (await tx.recipientKey(recipient)).seal(headingPlace(reportId, recipient), heading)
  const [done] = await tx.sql<{ returned: boolean }[]>`
    select return_copies(${id}, ${caseFileId}, ${handOverId}, ${reason}, ${sealed}, ${now}) as returned`
  tx.forgetCaseKeys() // it may have gone with the rest
  return done?.returned ? id : null
}

/** Was a copy not given back because a legal hold keeps it? */
export const isOfHeld = (error: unknown): boolean =>
  error instanceof Error && 'constraint_name' in error && error.constraint_name === 'returns_not_held'

/** Whether nothing is left of a case file but the record. */
export async function isEmptied(tx: Tx, caseFileId: string): Promise<boolean> {
  const rows = await tx.sql`select 1 from case_files where id = ${caseFileId} and closed_reason = 'returned'`
  return rows.length > 0
}

/** Those that the actor may see, oldest first. */
export function listReturns(tx: Tx, reportId: string): Promise<ReturnLine[]> {
  return tx.sql<ReturnLine[]>`
    select id, recipient, hand_over_id, handed_by, reason, copies, emptied, returned_at, lifted_at
    from returns where report_id = ${reportId} order by returned_at, id`
}

/** The bodies that gave back what the reporter sent, and that the reporter has not chosen again. */
export async function listReturnedBy(tx: Tx, reportId: string): Promise<string[]> {
  const rows = await tx.sql<{ recipient: string }[]>`
    select distinct recipient from returns
    where report_id = ${reportId} and hand_over_id is null and lifted_at is null order by recipient`
  return rows.map(({ recipient }) => recipient)
}

/** The reporter chooses these bodies again. Returns those that had given something back. */
export async function liftReturns(
  tx: Tx,
  reportId: string,
  recipients: readonly string[],
  now: Date,
): Promise<string[]> {
  if (recipients.length === 0) return []
  const rows = await tx.sql<{ recipient: string }[]>`
    update returns set lifted_at = ${now}
    where report_id = ${reportId} and recipient in ${tx.sql(recipients)} and hand_over_id is null and lifted_at is null
    returning recipient`
  return [...new Set(rows.map(({ recipient }) => recipient))]
}
