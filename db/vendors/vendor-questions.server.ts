/** What is open over all clients of a vendor: questions of recipients, and clocks. Only where the whole form may be seen. */
import { bodyIn } from '#db/case-files/feedback.server.ts'
import type { Tx } from '#db/context.ts'

export interface VendorQuestion {
  id: string
  reportId: string
  reference: string
  mandateId: string | null
  recipient: string
  sentAt: Date
  item: string | null
  /** Day by which an answer is wanted, YYYY-MM-DD in Japan. */
  due: string | null
}

/** Reports that the actor may see whole, from the mandates that it holds. */
function wholeReports({ sql, actor }: Tx) {
  const held = actor.kind === 'vendor' ? [...actor.mandateIds] : []
  const vendorId = actor.kind === 'vendor' ? actor.organisationId : null
  return sql`
    held as materialized (
      select id, report_id, client_id from mandates where id = any (${held}::uuid[]) and revoked_at is null and sections is null
    ), whole as (
      select h.report_id, h.id as mandate_id from held h where h.report_id is not null
      union all
      select r.id, h.id from held h join reports r on r.organisation_id = h.client_id where h.report_id is null
      union all
      select v.report_id, null from vendor_reports v where v.vendor_id = ${vendorId} and v.mandate_id is null
    ), once as (select distinct on (report_id) report_id, mandate_id from whole order by report_id, mandate_id nulls last)`
}

/** The newest first. */
export async function listVendorQuestions(
  tx: Tx,
  { after, limit }: { after: { at: Date; id: string } | null; limit: number },
): Promise<VendorQuestion[]> {
  const rows = await tx.sql<(Omit<VendorQuestion, 'due'> & { content: Buffer })[]>`
    with ${wholeReports(tx)}
    select f.id, f.report_id, r.reference, o.mandate_id, f.recipient, f.sent_at, f.item, f.content
    from once o join reports r on r.id = o.report_id join feedback f on f.report_id = o.report_id
    where f.kind = 'question' and not exists (select from question_answers a where a.question_id = f.id)
      and (${after?.at ?? null}::timestamptz is null
        or (f.sent_at, f.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by f.sent_at desc, f.id desc limit ${limit}`
  const keys = await tx.reportKeys([...new Set(rows.map(({ reportId }) => reportId))])
  return rows.map(({ content, ...row }) => {
    const key = keys.get(row.reportId)
    return { ...row, due: (key && bodyIn(key, { ...row, content }).due) ?? null }
  })
}

export interface VendorClock {
  reportId: string
  reference: string
  mandateId: string | null
  recipient: string
  clock: string
  report: 'initial' | 'interim' | 'final' | 'notice'
  dueKind: 'promptly' | 'at' | 'day'
  dueAt: Date | null
  cautiousAt: Date | null
  guidelineAt: Date | null
}

/** A clock `c` that stands open although its body has what it is about. */
export function isDelivered({ sql }: Tx) {
  return sql`
    exists (select from deliveries d where d.report_id = c.report_id and d.recipient = c.recipient
      and c.report <> 'notice' and d.delivered_at is not null
      and array_position(array['initial', 'interim', 'final'], d.phase)
        >= array_position(array['initial', 'interim', 'final'], c.report))`
}

/** Days that are still ahead, or were missed; the nearest first. */
export function listVendorClocks(tx: Tx, limit: number): Promise<VendorClock[]> {
  return tx.sql<VendorClock[]>`
    with ${wholeReports(tx)}
    select c.report_id, r.reference, o.mandate_id, c.recipient, c.clock, c.report,
      c.due_kind, c.due_at, c.cautious_at, c.guideline_at
    from once o join reports r on r.id = o.report_id join clocks c on c.report_id = o.report_id
    where c.ended_at is null and r.withdrawn_at is null and coalesce(c.cautious_at, c.due_at, c.guideline_at) is not null
      and not ${isDelivered(tx)}
    order by coalesce(c.cautious_at, c.due_at, c.guideline_at), r.id limit ${limit}`
}
