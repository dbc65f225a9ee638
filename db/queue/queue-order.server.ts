/** The orders of a queue, and where a page of it begins. */
import { z } from 'zod'
import type { PendingQuery, Row } from 'postgres'
import type { QueueLine } from '#db/case-files/case-files.server.ts'
import type { Tx } from '#db/context.ts'
import { cursorText, placeInstant, readPlace } from './cursor.ts'

/**
 * Newest and oldest: by the last thing that came. Urgent: by what is due first, closed ones left out. Gravest: by the body's
 * own severity, what has none at the end.
 */
export type QueueOrder = 'newest' | 'urgent' | 'oldest' | 'gravest'

/** When, which, and how grave. */
export const queuePlace = z.tuple([placeInstant.nullable(), z.uuid(), z.int().min(0).max(100).nullable()])
type Cursor = z.infer<typeof queuePlace>
type Condition = PendingQuery<Row[]>

export function orderBy(sql: Tx['sql'], order: QueueOrder): Condition {
  switch (order) {
    case 'newest':
      return sql`c.updated_at desc, c.id desc`
    case 'oldest':
      return sql`c.updated_at, c.id`
    case 'urgent':
      return sql`c.due_at, c.id`
    case 'gravest':
      return sql`c.own_severity desc nulls last, c.updated_at desc, c.id desc`
  }
}

export interface Page {
  /** Whose case files, and which of them. */
  where: Condition
  order: QueueOrder
  cursor: string | undefined
  limit: number
  /** One of these values must stand in the column. */
  along?: Along | undefined
}

/**
 * Several values of one column, each of which lies together in an index and there in the order of the queue. Looked up one
 * by one they cost a page each; together they would be sorted, and that costs as much as there are.
 */
export interface Along {
  column: Condition
  values: Condition
}

/** The rows of one page, cut before anything is looked up for them. */
export function pageOf(tx: Tx, { where, order, cursor: text, limit, along }: Page): Condition {
  const after = text ? readPlace(queuePlace, text) : null // a broken cursor starts over
  if (order === 'gravest' && !along) return gravest(tx, where, after, limit)
  const { sql } = tx
  const rest = sql`
    ${order === 'urgent' ? sql`and c.closed_at is null` : sql``}
    ${after ? sql`and ${orderedAfter(tx, order, after)}` : sql``}
    order by ${orderBy(sql, order)} limit ${limit}`
  if (!along) return sql`select * from case_files c where ${where} ${rest}`
  return sql`
    select c.* from (${along.values}) v(value),
      lateral (select * from case_files c where ${where} and ${along.column} = v.value ${rest}) c
    order by ${orderBy(sql, order)} limit ${limit}`
}

/** Two reads, each along an index of its own: one of everything would sort the whole queue for a page. */
function gravest(tx: Tx, where: Condition, after: Cursor | null, limit: number): Condition {
  const { sql } = tx
  const isRest = after !== null && after[2] === null
  const rest = sql`
    select * from case_files c where ${where} and c.own_severity is null
    ${isRest ? sql`and ${orderedAfter(tx, 'newest', after)}` : sql``}
    order by ${orderBy(sql, 'newest')} limit ${limit}`
  if (isRest) return rest
  const assessed = sql`
    select * from case_files c where ${where} and c.own_severity is not null
    ${after ? sql`and ${orderedAfter(tx, 'gravest', after)}` : sql``}
    order by ${orderBy(sql, 'gravest')} limit ${limit}`
  return sql`select * from ((${assessed}) union all (${rest})) c order by ${orderBy(sql, 'gravest')} limit ${limit}`
}

/** The cursor of the page that begins after this case file. */
export function cursorAfter(
  { id, updatedAt, dueAt, ownSeverity }: Pick<QueueLine, 'id' | 'updatedAt' | 'dueAt' | 'ownSeverity'>,
  order: QueueOrder,
): string {
  const at = order === 'urgent' ? dueAt : updatedAt
  const place: Cursor = [at?.getTime() ?? null, id, order === 'gravest' ? ownSeverity : null]
  return cursorText(place)
}

function orderedAfter(tx: Tx, order: QueueOrder, after: Cursor): Condition {
  const [at, id, step] = after
  const updated = tx.sql`(${new Date(at ?? 0)}, ${id}::uuid)`
  switch (order) {
    case 'newest':
      return tx.sql`(c.updated_at, c.id) < ${updated}`
    case 'oldest':
      return tx.sql`(c.updated_at, c.id) > ${updated}`
    case 'urgent':
      return afterUrgent(tx, after)
    case 'gravest': // of what is weighed
      return tx.sql`(c.own_severity, c.updated_at, c.id) < (${step}, ${new Date(at ?? 0)}, ${id}::uuid)`
  }
}

/** What is never due comes last (nulls). */
const afterUrgent = ({ sql }: Tx, [at, id]: Cursor): Condition =>
  at === null
    ? sql`(c.due_at is null and c.id > ${id}::uuid)`
    : sql`((c.due_at, c.id) > (${new Date(at)}, ${id}::uuid) or c.due_at is null)`
