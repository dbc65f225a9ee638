/** What a queue can be narrowed to, as conditions on a case file `c`. */
import type { Tx } from '#db/context.ts'
import { isGone } from '#db/people/gone.ts'
import type { Phase } from '#forms/item.ts'

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
  /** An officer's id, or `nobody`: nobody was given it (`none`), or whoever had it is `gone`. */
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

/** Row security says the same; said here, indexes on the recipient and on one prefecture of it are used. */
export function ownQueue({ sql, actor }: Tx) {
  const own = sql`c.recipient = ${'recipient' in actor && actor.recipient ? actor.recipient : ''}`
  const prefecture = 'prefecture' in actor ? actor.prefecture : null
  return prefecture ? sql`${own} and c.prefecture = ${prefecture}` : own
}

/** Each as `and …`. Of what is not asked nothing is written: an empty piece costs as much as one with words. */
export function filtersOf(tx: Tx, filters: QueueFilters) {
  const { sql } = tx
  const { state, stage, attackType, sector, prefecture, dueBefore, withoutDue } = filters
  const { label, assignee, teamsOf, escalated, severity, unreadBy } = filters
  const conditions = [
    state && sql`and ${stateIs(sql, state)}`,
    stage && sql`and c.stage = ${stage}`,
    attackType && sql`and c.attack_type = ${attackType}`,
    sector && sql`and c.sector = ${sector}`,
    prefecture && sql`and c.prefecture = ${prefecture}`,
    dueBefore && sql`and c.due_at < ${dueBefore}`,
    withoutDue && sql`and c.due_at is null`,
    label && sql`and ${labelled(tx, label, state)}`,
    assignee && sql`and ${assigned(tx, assignee)}`,
    teamsOf && sql`and c.team_id in (select m.team_id from team_members m where m.officer_id = ${teamsOf})`,
    escalated && sql`and c.escalated_at is not null`,
    severity === null && sql`and c.own_severity is null`,
    typeof severity === 'number' && sql`and c.own_severity >= ${severity}`,
    unreadBy && sql`and c.closed_at is null and ${unseen(sql, unreadBy)}`,
  ].filter((condition) => typeof condition === 'object')
  return conditions.length > 0 ? sql`${conditions}` : sql``
}

function assigned(tx: Tx, to: string) {
  const { sql } = tx
  const none = sql`c.assignee_id is null`
  const gone = sql`(c.assignee_id = any (array(${mayBeGone(tx)}))
    and exists (select from officers o where o.id = c.assignee_id and ${isGone(tx)}))`
  if (to === 'nobody') return sql`(${none} or ${gone})`
  return to === 'none' ? none : to === 'gone' ? gone : sql`c.assignee_id = ${to}`
}

/** Few, and looked up once. */
export function mayBeGone({ sql, actor }: Tx) {
  const own = actor.kind === 'officer' ? actor.recipient : ''
  return sql`select o.id from officers o where o.recipient = ${own}
    and (o.disabled_at is not null or o.role = 'reader' or o.prefecture is not null)`
}

/** Of what is open, those with the label are few and known; of everything, see `oldLabelled` of queue-page.server.ts. */
function labelled(tx: Tx, label: string, state: QueueFilters['state']) {
  const { sql } = tx
  if (!isOld(state))
    return sql`c.id = any (array(select l.case_file_id from labels l where ${those(tx, label)} and l.open))`
  return sql`exists (select from labels l where l.case_file_id = c.id and l.label = ${label})`
}

export const isOld = (state: QueueFilters['state']) => !state || state === 'closed' || state === 'returned'

export const those = ({ sql, actor }: Tx, label: string) =>
  sql`l.recipient = ${actor.kind === 'officer' ? actor.recipient : ''} and l.label = ${label}`

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
