/** An editor asks for a second person; somebody else sends or returns. What they wrote is sealed with the report's key. */
import type { Tx } from '#db/context.ts'
import { approvalPlace } from '#db/places.ts'
import { newId } from '#db/sealing/secrets.server.ts'

export type ApprovalDecision = 'sent' | 'returned' | 'withdrawn'

export interface Approval {
  id: string
  /** The draft that was shown; a later one has to be asked for anew. */
  draftVersion: number
  askedBy: string
  askedAt: Date
  words: string
  decidedBy: string | null
  decidedAt: Date | null
  decision: ApprovalDecision | null
  answer: string
}

type Row = Omit<Approval, 'words' | 'answer'> & { words: Buffer; answer: Buffer | null }

/** The latest first. */
export async function listApprovals(tx: Tx, reportId: string): Promise<Approval[]> {
  const rows = await tx.sql<Row[]>`
    select id, draft_version, asked_by, asked_at, words, decided_by, decided_at, decision, answer
    from approvals where report_id = ${reportId} order by asked_at desc`
  if (rows.length === 0) return []
  const key = await tx.reportKey(reportId)
  return rows.map(({ words, answer, ...row }) => ({
    ...row,
    words: key.unseal<string>(approvalPlace(row.id, reportId, 'words'), words),
    answer: answer ? key.unseal<string>(approvalPlace(row.id, reportId, 'answer'), answer) : '',
  }))
}

export interface OpenApproval {
  id: string
  draftVersion: number
  askedBy: string
  /** Whoever asked may still ask: somebody who was let go, or suspended, since is no first person. As a member. */
  stands: boolean
}

export async function findOpenApproval(tx: Tx, reportId: string): Promise<OpenApproval | null> {
  const [row] = await tx.sql<OpenApproval[]>`
    select a.id, a.draft_version, a.asked_by, exists (select from memberships m join accounts p on p.id = m.account_id
        where m.account_id = a.asked_by and m.organisation_id = r.organisation_id and m.ended_at is null
          and m.role in ('administrator', 'editor') and p.disabled_at is null) as stands
    from approvals a join reports r on r.id = a.report_id where a.report_id = ${reportId} and a.decided_at is null`
  return row ?? null
}

/** False when somebody asked in between. */
export async function insertApproval(
  tx: Tx,
  asked: { reportId: string; draftVersion: number; by: string; words: string; now: Date },
): Promise<boolean> {
  const id = newId()
  const words = (await tx.reportKey(asked.reportId)).seal(approvalPlace(id, asked.reportId, 'words'), asked.words)
  const made = await tx.sql`
    insert into approvals (id, report_id, draft_version, asked_by, asked_at, words)
    values (${id}, ${asked.reportId}, ${asked.draftVersion}, ${asked.by}, ${asked.now}, ${words})
    on conflict (report_id) where decided_at is null do nothing returning 1`
  return made.length > 0
}

/** Nobody decides until this transaction ends; false when somebody has, or whoever asked was let go. */
export async function holdApproval(tx: Tx, id: string): Promise<boolean> {
  const [open] = await tx.sql<{ reportId: string }[]>`
    select report_id from approvals where id = ${id} and decided_at is null for update`
  return open !== undefined && ((await findOpenApproval(tx, open.reportId))?.stands ?? false)
}

/** The first decision counts. */
export async function decideApproval(
  tx: Tx,
  { id, reportId }: { id: string; reportId: string },
  decided: { decision: ApprovalDecision; by: string; answer: string; now: Date },
): Promise<boolean> {
  const answer = (await tx.reportKey(reportId)).seal(approvalPlace(id, reportId, 'answer'), decided.answer)
  const done = await tx.sql`
    update approvals set decision = ${decided.decision}, decided_by = ${decided.by}, decided_at = ${decided.now},
      answer = ${answer}
    where id = ${id} and decided_at is null returning 1`
  return done.length > 0
}

/** Does the organisation that the report belongs to want a second person? As whoever may act on the report. */
export async function needsApproval(tx: Tx, reportId: string): Promise<boolean> {
  const [row] = await tx.sql<{ needed: boolean }[]>`select report_needs_approval(${reportId}) as needed`
  return row?.needed ?? false
}
