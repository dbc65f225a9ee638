/**
 * What is open over all clients of a vendor: questions of recipients, and clocks. Clocks only where the whole form may be
 * seen; questions also where they are about sections that it has and may answer for.
 */
import { bodyIn, itemsAsked } from '#db/case-files/feedback.server.ts'
import type { Tx } from '#db/context.ts'
import type { ItemId } from '#forms/item.ts'

export interface OpenQuestion {
  id: string
  reportId: string
  reference: string
  recipient: string
  sentAt: Date
  /** What it is about; none: in general. */
  items: readonly ItemId[]
  text: string
  /** Day by which an answer is wanted, YYYY-MM-DD in Japan. */
  due: string | null
}

export interface VendorQuestion extends OpenQuestion {
  mandateId: string | null
  /** The vendor has the whole form of the report. */
  whole: boolean
}

interface Page {
  after: { at: Date; id: string } | null
  limit: number
}

type Row<T extends OpenQuestion = OpenQuestion> = Omit<T, 'due' | 'items' | 'text'> & {
  item: ItemId | null
  content: Buffer
}

/** Reports that the actor may see whole, from the mandates that it holds. */
function wholeReports({ sql, actor }: Tx) {
  const held = actor.kind === 'vendor' ? [...actor.mandateIds] : []
  const vendorId = actor.kind === 'vendor' ? actor.organisationId : null
  return sql`
    held as materialized (
      select id, report_id, client_id, sections, acts from mandates where id = any (${held}::uuid[]) and revoked_at is null
    ), under as (
      select h.report_id, h.id as mandate_id, h.sections, h.acts from held h where h.report_id is not null
      union all
      select r.id, h.id, h.sections, h.acts from held h join reports r on r.organisation_id = h.client_id
      where h.report_id is null
    ), whole as (
      select report_id, mandate_id from under where sections is null
      union all
      select v.report_id, null from vendor_reports v where v.vendor_id = ${vendorId} and v.mandate_id is null
    ), once as (select distinct on (report_id) report_id, mandate_id from whole order by report_id, mandate_id nulls last)`
}

/** The newest first. */
export async function listVendorQuestions(tx: Tx, page: Page): Promise<VendorQuestion[]> {
  const rows = await tx.sql<Row<VendorQuestion>[]>`
    with ${wholeReports(tx)}, heard as (
      select report_id, mandate_id, null::text[] as sections from once
      union all
      select u.report_id, u.mandate_id, u.sections from under u
      where 'answer' = any (u.acts) and not exists (select from once o where o.report_id = u.report_id)
    )
    select distinct on (f.sent_at, f.id) f.id, f.report_id, r.reference, h.mandate_id, f.recipient, f.sent_at, f.item,
      f.content, h.sections is null as whole
    from heard h join reports r on r.id = h.report_id join feedback f on f.report_id = h.report_id
    where (h.sections is null or f.sections <@ h.sections) and ${isOpen(tx, page)}
    order by f.sent_at desc, f.id desc limit ${page.limit}`
  return opened(tx, rows)
}

const isOpen = ({ sql }: Tx, { after }: Page) => sql`
  f.kind = 'question' and not exists (select from question_answers a where a.question_id = f.id)
    and (${after?.at ?? null}::timestamptz is null
      or (f.sent_at, f.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))`

async function opened<T extends Row>(tx: Tx, rows: readonly T[]) {
  const keys = await tx.reportKeys([...new Set(rows.map(({ reportId }) => reportId))])
  return rows.map(({ content, item, ...row }) => {
    const key = keys.get(row.reportId)
    const body = key ? bodyIn(key, { ...row, content }) : {}
    return { ...row, items: itemsAsked({ item, body }), text: body.text ?? '', due: body.due ?? null }
  })
}

/** As a program: of all reports of its organisation, or of what its vendor holds. */
export async function listOpenOfAll(tx: Tx, page: Page): Promise<OpenQuestion[]> {
  if (tx.actor.kind === 'vendor') return listVendorQuestions(tx, page)
  const { sql, actor } = tx
  const own = ('organisationId' in actor ? actor.organisationId : null) ?? null
  const rows = await sql<Row[]>`
    select f.id, f.report_id, r.reference, f.recipient, f.sent_at, f.item, f.content
    from reports r join feedback f on f.report_id = r.id
    where r.organisation_id = ${own} and ${isOpen(tx, page)} order by f.sent_at desc, f.id desc limit ${page.limit}`
  return opened(tx, rows)
}

/** As the worker: the accounts of vendors that may answer a question. */
export async function listVendorsAsked(tx: Tx, questionId: string, now: Date): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`select id from vendors_asked(${questionId}, ${now}) as asked(id)`
  return rows.map(({ id }) => id)
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
