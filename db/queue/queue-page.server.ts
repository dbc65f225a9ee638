/** Which rows a page of a queue is cut from: along indexes, so that it costs the same however much lies below. */
import type { PendingQuery, Row } from 'postgres'
import type { Tx } from '#db/context.ts'
import { filtersOf, isOld, mayBeGone, ownQueue, those, type QueueFilters } from './queue-filters.server.ts'
import { type Along, orderBy, type Page, pageOf, type QueueOrder } from './queue-order.server.ts'

type Place = Pick<Page, 'order' | 'cursor' | 'limit'>

/** The case files that pass the filters, as many as `limit`, as a query of whole rows. */
export function queuePage(tx: Tx, filters: QueueFilters, place: Place): PendingQuery<Row[]> {
  const { sql } = tx
  if (filters.assignee === 'nobody') {
    const half = (assignee: 'none' | 'gone') => queuePage(tx, { ...filters, assignee }, place)
    return ofBoth(tx, [half('none'), half('gone')], place)
  }
  const { along, rest } = alongOf(tx, filters, place.order)
  const page = (own: PendingQuery<Row[]>) => {
    const whole = { ...place, where: sql`${own} ${filtersOf(tx, rest)}`, along }
    return filters.label && isOld(filters.state) ? oldLabelled(tx, filters, { ...whole, own }) : pageOf(tx, whole)
  }
  const own = ownQueue(tx)
  if (along || place.order === 'urgent' || !liesInHalves(tx, filters)) return page(own)
  return ofBoth(tx, [page(sql`${own} and c.closed_at is null`), page(sql`${own} and c.closed_at is not null`)], place)
}

/**
 * Open and closed, by what is found in one index of all that is open and else in one for each filter of what is closed: a
 * report that comes is entered in the first alone. What is unread is open.
 */
function liesInHalves({ actor }: Tx, { state, unreadBy, ...filters }: QueueFilters): boolean {
  const { attackType, sector, prefecture, assignee } = filters
  const own = 'prefecture' in actor ? actor.prefecture : null
  return !state && !unreadBy && Boolean(attackType || sector || prefecture || own || assignee === 'none')
}

/** Each half along its index: for both at once the queue is looked through from its beginning, and few may be such. */
const ofBoth = ({ sql }: Tx, [one, other]: [PendingQuery<Row[]>, PendingQuery<Row[]>], { order, limit }: Place) => sql`
  select * from ((${one}) union all (${other})) c order by ${orderBy(sql, order)} limit ${limit}`

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
function oldLabelled(tx: Tx, filters: QueueFilters, page: Page & { own: PendingQuery<Row[]> }) {
  const { label = '', ...others } = filters
  const { sql } = tx
  const where = sql`${page.own} ${filtersOf(tx, others)} and not (select many from labelled)
    and c.id = any (array(select l.case_file_id from labels l where ${those(tx, label)}))`
  const few = pageOf(tx, { ...page, where })
  const many = pageOf(tx, { ...page, where: sql`${page.where} and (select many from labelled)` })
  return sql`
    with labelled as materialized (select count(*) >= 500 as many
      from (select from labels l where ${those(tx, label)} limit 500) l)
    select * from ((${few}) union all (${many})) c order by ${orderBy(sql, page.order)} limit ${page.limit}`
}
