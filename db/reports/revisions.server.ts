import type { Tx } from '#db/context.ts'
import { revisionPlace } from '#db/places.ts'
import type { Answers, Phase } from '#forms/item.ts'
import type { Choices } from '#forms/projection.ts'

export interface RevisionLine {
  number: number
  phase: Phase
  edition: string
  rulebook: string
  /** SHA-256 of the sealed revision as it is stored. */
  digest: Buffer
  submittedAt: Date
  recipients: string[]
}

export interface Revision extends RevisionLine {
  answers: Answers
  choices: Choices
}

/** All revisions of a report, the first one first. */
export function listRevisions(tx: Tx, reportId: string): Promise<RevisionLine[]> {
  return tx.sql<RevisionLine[]>`
    select r.number, r.phase, r.edition, r.rulebook, r.digest, r.submitted_at, ${recipientsOf(tx)}
    from revisions r where r.report_id = ${reportId} order by r.number`
}

export async function findRevision(tx: Tx, reportId: string, number: number): Promise<Revision | null> {
  const [row] = await tx.sql<(RevisionLine & { content: Buffer })[]>`
    select r.number, r.phase, r.edition, r.rulebook, r.digest, r.submitted_at, r.content, ${recipientsOf(tx)}
    from revisions r where r.report_id = ${reportId} and r.number = ${number}`
  if (!row) return null
  const key = await tx.reportKey(reportId)
  const { content, ...line } = row
  return { ...line, ...key.unseal<Pick<Revision, 'answers' | 'choices'>>(revisionPlace(reportId, number), content) }
}

/** What was sent under an idempotency key. */
export async function findRevisionByKey(tx: Tx, reportId: string, idempotencyKey: string) {
  const [row] = await tx.sql<{ number: number; submittedAt: Date; payloadDigest: Buffer }[]>`
    select number, submitted_at, payload_digest from revisions
    where report_id = ${reportId} and idempotency_key = ${idempotencyKey}`
  return row ?? null
}

const recipientsOf = ({ sql }: Tx) => sql`
  array(select d.recipient::text from deliveries d where d.report_id = r.report_id and d.revision_number = r.number
    order by d.recipient) as recipients`
