/** A recipient's queue, page by page. No exact counts: they read the whole of it. */
import type { Phase } from '#forms/item.ts'
import { listSealed, openHeadings, type QueueLine } from './case-files.server.ts'
import type { Tx } from './context.ts'
import { cursorAfter, orderBy, pageOf, type QueueOrder } from './queue-order.server.ts'

/** waiting: a question is open. returned: nothing is left of it. */
export type CaseState = 'new' | 'opened' | 'waiting' | 'acknowledged' | 'closed' | 'returned'

export interface QueueFilters {
  /** `open`: whatever is not closed. */
  state?: CaseState | 'open'
  stage?: Phase
  attackType?: string
  sector?: string
  prefecture?: string
  dueBefore?: Date
  /** Only those that no clock runs for. */
  withoutDue?: true
  label?: string
  /** An officer's id, or `nobody`. */
  assignee?: string
  /** Of the teams that this officer is in. */
  teamsOf?: string
  /** Only what a rule has brought up. */
  escalated?: true
  /** This step of the body's own severity or a higher one; null: none was given. */
  severity?: number | null
  /** An officer's id: what that officer has not seen, in its last revision. What is closed waits for nobody. */
  unreadBy?: string
}

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
  const where = tx.sql`${ownQueue(tx)} ${filtersOf(tx, filters)}`
  const page = pageOf(tx, { where, order, cursor, limit: limit + 1 })
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
  const near = sql`
    select * from case_files c
    where ${ownQueue(tx)} and c.attack_type = ${attackType} and c.received_at between ${from} and ${to} and c.id <> ${id}
    order by ${apart}, c.id limit ${limit}`
  return openHeadings(tx, await listSealed(tx, near))
}

/**
 * For the rest of the transaction: pages are read along an index in the queue's order. The planner takes the policies'
 * conditions for so rare that it would fetch and sort all open case files for a page of 25: 11 ms instead of 0.1 with
 * 2,700 open ones.
 */
export async function readInOrder({ sql }: Tx): Promise<void> {
  await sql`select set_config('enable_sort', 'off', true)`
}

/**
 * The same among all case files with a label, open or not, if there are so many that a page is found soon. Planned for
 * this very label: a plan for any of them reads all that is closed for one that nobody has.
 */
export async function readInOrderIfMany({ sql, actor }: Tx, label: string): Promise<void> {
  await sql`
    select set_config('enable_sort', case (select count(*) from (select from labels
      where recipient = ${actor.kind === 'officer' ? actor.recipient : ''} and label = ${label} limit ${many}) l)
      when ${many} then 'off' else 'on' end, true), set_config('plan_cache_mode', 'force_custom_plan', true)`
}

/** Labels; fewer are looked up one by one. */
const many = 500

/** Row security says the same; said here, the index on the recipient is used. */
export const ownQueue = ({ sql, actor }: Tx) =>
  sql`c.recipient = ${'recipient' in actor && actor.recipient ? actor.recipient : ''}`

export function filtersOf(tx: Tx, filters: QueueFilters) {
  const { sql } = tx
  const { state, stage, attackType, sector, prefecture, dueBefore, withoutDue } = filters
  const { label, assignee, teamsOf, escalated, severity, unreadBy } = filters
  return sql`
    ${state ? sql`and ${stateIs(sql, state)}` : sql``}
    ${stage ? sql`and c.stage = ${stage}` : sql``}
    ${attackType ? sql`and c.attack_type = ${attackType}` : sql``}
    ${sector ? sql`and c.sector = ${sector}` : sql``}
    ${prefecture ? sql`and c.prefecture = ${prefecture}` : sql``}
    ${dueBefore ? sql`and c.due_at < ${dueBefore}` : sql``}
    ${withoutDue ? sql`and c.due_at is null` : sql``}
    ${label ? sql`and ${labelled(tx, label, state)}` : sql``}
    ${assignee === 'nobody' ? sql`and c.assignee_id is null` : assignee ? sql`and c.assignee_id = ${assignee}` : sql``}
    ${teamsOf ? sql`and c.team_id in (select m.team_id from team_members m where m.officer_id = ${teamsOf})` : sql``}
    ${escalated ? sql`and c.escalated_at is not null` : sql``}
    ${severity === null ? sql`and c.own_severity is null` : severity === undefined ? sql`` : sql`and c.own_severity >= ${severity}`}
    ${unreadBy ? sql`and c.closed_at is null and ${unseen(sql, unreadBy)}` : sql``}`
}

/** Of what is open, those with the label are few and known; of everything, whatever is quicker. */
function labelled({ sql, actor }: Tx, label: string, state: QueueFilters['state']) {
  if (!state || state === 'closed' || state === 'returned')
    return sql`exists (select from labels l where l.case_file_id = c.id and l.label = ${label})`
  return sql`c.id = any (array(select l.case_file_id from labels l
    where l.recipient = ${actor.kind === 'officer' ? actor.recipient : ''} and l.label = ${label} and l.open))`
}

const unseen = (sql: Tx['sql'], officerId: string) => sql`not exists (select from sightings s
  where s.case_file_id = c.id and s.officer_id = ${officerId} and s.revision_number >= c.revision_number)`

/**
 * What was merged into another case file is work on that one, as long as that one is open: it has to be closed too. A
 * value and no EXISTS, for which the planner might read all that is closed.
 */
function stateIs(sql: Tx['sql'], state: CaseState | 'open') {
  const open = sql`c.closed_at is null and (c.master_id is null
    or (select m.closed_at from case_files m where m.id = c.master_id) is not null)`
  switch (state) {
    case 'open':
      return open
    case 'closed':
      return sql`c.closed_at is not null`
    case 'new':
      return sql`${open} and c.acknowledged_at is null and c.opened_at is null`
    case 'opened':
      return sql`${open} and c.acknowledged_at is null and c.opened_at is not null`
    case 'waiting':
      return sql`${open} and exists (select from feedback q where q.case_file_id = c.id
        and q.kind = 'question' and not exists (select from question_answers a where a.question_id = q.id))`
    case 'acknowledged':
      return sql`${open} and c.acknowledged_at is not null`
    case 'returned': // few, and each has its entry
      return sql`c.closed_reason = 'returned' and c.id = any (array(select r.case_file_id from returns r))`
  }
}
