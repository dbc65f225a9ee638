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

/** The newest first. */
export async function listVendorQuestions(tx: Tx, { after, limit }: Page): Promise<VendorQuestion[]> {
  const rows = await tx.sql<Row<VendorQuestion>[]>`
    select f.id, f.report_id, r.reference, h.mandate_id, f.recipient, f.sent_at, f.item, f.content, h.whole
    from vendor_questions(${after?.at.toISOString() ?? 'infinity'}::text::timestamptz,
        ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid, ${limit}) h
      cross join lateral (select * from feedback f where f.id = h.id offset 0) f
      cross join lateral (select r.reference from reports r where r.id = f.report_id offset 0) r
    order by f.sent_at desc, f.id desc`
  return opened(tx, rows)
}

const isOpen = ({ sql }: Tx, { after }: Page) => sql`
  f.kind = 'question' and f.settled_at is null
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
    select c.report_id, r.reference, n.mandate_id, c.recipient, c.clock, c.report,
      c.due_kind, c.due_at, c.cautious_at, c.guideline_at
    from vendor_clocks(${limit}) n
      join clocks c on c.report_id = n.report_id and c.recipient = n.recipient and c.clock = n.clock
      cross join lateral (select r.reference from reports r where r.id = n.report_id offset 0) r
    order by coalesce(c.cautious_at, c.due_at, c.guideline_at), c.report_id`
}
