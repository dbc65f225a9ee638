/** Which rows a page of a queue is cut from: along indexes, so that it costs the same however much lies below. */
import type { PendingQuery, Row } from 'postgres'
import type { Tx } from '#db/context.ts'
import { filtersOf, isOld, mayBeGone, ownQueue, those, type QueueFilters } from './queue-filters.server.ts'
import { type Along, orderBy, type Page, pageOf, type QueueOrder } from './queue-order.server.ts'

type Place = Pick<Page, 'order' | 'cursor' | 'limit'>

/** The case files that pass the filters, as many as `limit`, as a query of whole rows. */
export function queuePage(tx: Tx, filters: QueueFilters, place: Place): PendingQuery<Row[]> {
  if (filters.assignee === 'nobody') return ofNobody(tx, filters, place)
  const { along, rest } = alongOf(tx, filters, place.order)
  const whole = { ...place, where: tx.sql`${ownQueue(tx)} ${filtersOf(tx, rest)}`, along }
  return filters.label && isOld(filters.state) ? oldLabelled(tx, filters, whole) : pageOf(tx, whole)
}

/** Each half along its index: for both at once the queue is looked through from its beginning, and few may be nobody's. */
function ofNobody(tx: Tx, filters: QueueFilters, place: Place): PendingQuery<Row[]> {
  const half = (assignee: 'none' | 'gone') => queuePage(tx, { ...filters, assignee }, place)
  return tx.sql`
    select * from ((${half('none')}) union all (${half('gone')})) c order by ${orderBy(tx.sql, place.order)} limit ${place.limit}`
}

/** The filter that is best read value by value, and what is left to ask of each row. */
function alongOf(tx: Tx, filters: QueueFilters, order: QueueOrder): { along?: Along; rest: QueueFilters } {
  const { sql } = tx
  if (filters.assignee === 'gone' && order !== 'gravest')
    return { along: { column: sql`c.assignee_id`, values: mayBeGone(tx) }, rest: filters }
  const { severity, teamsOf, ...others } = filters
  if (typeof severity === 'number' && order !== 'urgent') {
    const steps = severities.filter((step) => step >= severity)
    const values = sql`values ${steps.map((step, at) => sql`${at > 0 ? sql`, ` : sql``}(${step}::smallint)`)}`
    return { along: { column: sql`c.own_severity`, values }, rest: { ...others, ...(teamsOf ? { teamsOf } : {}) } }
  }
  // Of what is open, as much is read as there is.
  if (!teamsOf || !isOld(others.state) || order === 'gravest') return { rest: filters }
  const values = sql`select m.team_id from team_members m where m.officer_id = ${teamsOf}`
  return { along: { column: sql`c.team_id`, values }, rest: { ...others, ...(severity === null ? { severity } : {}) } }
}

/** The steps of a body's own scale; see `assessments_severity`. */
const severities = [0, 1, 2, 3, 4, 5]

/**
 * With a label among all case files, open or not: looked up one by one if they are few, and else found on the way through
 * the queue. PostgreSQL counts first, and never starts the half that it does not need.
 */
function oldLabelled(tx: Tx, filters: QueueFilters, page: Page) {
  const { label = '', ...others } = filters
  const { sql } = tx
  const where = sql`${ownQueue(tx)} ${filtersOf(tx, others)} and not (select many from labelled)
    and c.id = any (array(select l.case_file_id from labels l where ${those(tx, label)}))`
  const few = pageOf(tx, { ...page, where })
  const many = pageOf(tx, { ...page, where: sql`${page.where} and (select many from labelled)` })
  return sql`
    with labelled as materialized (select count(*) >= 500 as many
      from (select from labels l where ${those(tx, label)} limit 500) l)
    select * from ((${few}) union all (${many})) c order by ${orderBy(sql, page.order)} limit ${page.limit}`
}
