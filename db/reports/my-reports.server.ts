/** The reports of an organisation, for its own people. */
import type { Tx } from '#db/context.ts'
import { unknown, type Answers } from '#forms/item.ts'
import { readDraft } from './drafts.server.ts'

export interface MyReport {
  id: string
  reference: string
  startedAt: Date
  submittedAt: Date | null
  withdrawnAt: Date | null
  revisionNumber: number
  /** The next deadline that no report has met yet, at its most careful reading. */
  dueAt: Date | null
  questions: number
  awaitsApproval: boolean
  /** As it was answered; empty while it was not. */
  title: string
}

/** The latest first. As a member of the organisation: row security says which there are. */
export async function listMyReports(tx: Tx, organisationId: string, most: number): Promise<MyReport[]> {
  const rows = await tx.sql<Omit<MyReport, 'title'>[]>`
    select r.id, r.reference, r.started_at, r.submitted_at, r.withdrawn_at, r.revision_number,
      (select min(coalesce(c.cautious_at, c.due_at)) from clocks c
        where c.report_id = r.id and c.ended_at is null and r.withdrawn_at is null
          and not exists (select from deliveries d where d.report_id = c.report_id and d.recipient = c.recipient
            and c.report <> 'notice' and d.delivered_at is not null
            and array_position(array['initial', 'interim', 'final'], d.phase)
              >= array_position(array['initial', 'interim', 'final'], c.report))) as due_at,
      (select count(*)::int from feedback f where f.report_id = r.id and f.kind = 'question'
        and not exists (select from question_answers a where a.question_id = f.id)) as questions,
      exists (select from approvals a where a.report_id = r.id and a.decided_at is null) as awaits_approval
    from reports r where r.organisation_id = ${organisationId} order by r.started_at desc limit ${most}`
  await tx.reportKeys(rows.map(({ id }) => id))
  const drafts = await Promise.all(rows.map(({ id }) => readDraft(tx, id)))
  return rows.map((row, index) => ({ ...row, title: titleIn(drafts[index]?.answers ?? {}) }))
}

function titleIn(answers: Answers): string {
  const told = answers['incident-title'] ?? answers['incident-summary']
  return typeof told === 'string' && told !== unknown ? told.slice(0, 80) : ''
}
