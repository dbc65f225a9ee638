/** A recipient's queue, page by page. No exact counts: they read the whole of it. */
import type { PendingQuery, Row } from 'postgres'
import { listSealed, openHeadings, type QueueLine } from '#db/case-files/case-files.server.ts'
import type { Tx } from '#db/context.ts'
import { ownQueue, type QueueFilters } from './queue-filters.server.ts'
import { cursorAfter, orderBy, type QueueOrder } from './queue-order.server.ts'
import { queuePage } from './queue-page.server.ts'

export interface QueuePage {
  lines: QueueLine[]
  /** For the next page; null at the end. */
  next: string | null
}

/** A broken cursor starts over. */
export async function listQueue(
  tx: Tx,
  asked: { filters: QueueFilters; order: QueueOrder; cursor?: string; limit?: number },
): Promise<QueuePage> {
  const { order, limit = 25, filters, cursor } = asked
  const page = queuePage(tx, filters, { order, cursor, limit: limit + 1 })
  const rows = await listSealed(tx, page, orderBy(tx.sql, order))
  const lines = await openHeadings(tx, rows.slice(0, limit))
  const last = rows.length > limit ? lines.at(-1) : undefined
  return { lines, next: last ? cursorAfter(last, order) : null }
}

/** Case files with the same kind of attack that came within some days of this one, the nearest first. */
export async function listAround(
  tx: Tx,
  { id, attackType, receivedAt }: Pick<QueueLine, 'id' | 'attackType' | 'receivedAt'>,
  { days, limit }: { days: number; limit: number },
): Promise<QueueLine[]> {
  if (attackType === null) return []
  const { sql } = tx
  const apart = sql`abs(extract(epoch from c.received_at - ${receivedAt}::timestamptz))`
  const span = days * 86_400_000
  const [from, to] = [new Date(receivedAt.getTime() - span), new Date(receivedAt.getTime() + span)]
  const half = (closed: PendingQuery<Row[]>) => sql`
    select * from case_files c
    where ${ownQueue(tx)} and c.attack_type = ${attackType} and ${closed} and c.received_at between ${from} and ${to}
      and c.id <> ${id}`
  const near = sql`
    select * from ((${half(sql`c.closed_at is null`)}) union all (${half(sql`c.closed_at is not null`)})) c
    order by ${apart}, c.id limit ${limit}`
  return openHeadings(tx, await listSealed(tx, near))
}
