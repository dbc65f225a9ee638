/** Rules of a body about what must not lie, and what they brought up; see migrations/052-escalations.sql. */
import type { Machine, Tx } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { EscalationRule } from './escalation-rules.ts'

/** Those that hold for the officer's case files, oldest first. */
export function listRules({ sql }: Tx): Promise<EscalationRule[]> {
  return sql<EscalationRule[]>`
    select id, prefecture, condition, threshold, tells, counts_from from escalation_rules where ended_at is null order by made_at, id`
}

export async function insertRule(
  { sql, actor }: Tx,
  { condition, threshold, tells, countsFrom }: Omit<EscalationRule, 'id' | 'prefecture'>,
  now: Date,
): Promise<void> {
  if (actor.kind !== 'officer') throw new Error('only officers make rules')
  await sql`
    insert into escalation_rules (id, recipient, prefecture, condition, threshold, tells, officer_id, made_at, counts_from)
    values (${newId()}, ${actor.recipient}, ${actor.prefecture}, ${condition}, ${threshold}, ${tells}, ${actor.officerId},
      ${now}, ${countsFrom})`
}

/** As an officer: how many of the case files meet the condition by now; beyond `most` nobody needs to know. */
export async function countMet(
  tx: Tx,
  { condition, threshold }: Pick<EscalationRule, 'condition' | 'threshold'>,
  most: number,
  now: Date,
): Promise<number> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer') return 0
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from (
      select from (select ${condition}::text as condition, ${threshold}::integer as threshold) r join case_files c on true
      where c.recipient = ${actor.recipient} and (${actor.prefecture}::text is null or c.prefecture = ${actor.prefecture})
        and ${meets(tx, now)}
      limit ${most}
    ) met`
  return row?.count ?? 0
}

/** A case file `c` that waits for somebody, and a rule `r` about it. A severity is the body's own where it has one. */
const meets = ({ sql }: Tx, now: Date) => sql`
  c.closed_at is null and c.withdrawn_at is null and c.master_id is null
  and case r.condition
    when 'unopened' then c.opened_at is null and c.received_at <= ${now}::timestamptz - r.threshold * interval '1 hour'
    when 'unacknowledged' then c.acknowledged_at is null
      and c.received_at <= ${now}::timestamptz - r.threshold * interval '1 hour'
    when 'due' then c.due_at <= ${now}::timestamptz + r.threshold * interval '1 hour'
    else coalesce(c.own_severity, c.severity) >= r.threshold end`

/** When `c` came to meet `r`. What arrives may bring a date that is near already, or another severity. */
const metAt = ({ sql }: Tx) => sql`
  case r.condition
    when 'due' then greatest(c.due_at - r.threshold * interval '1 hour', c.updated_at)
    when 'severity' then greatest(c.updated_at, (select a.assessed_at from assessments a where a.case_file_id = c.id))
    else c.received_at + r.threshold * interval '1 hour' end`

/** False when it is gone, or not this administrator's to end. */
export async function endRule(tx: Tx, id: string, now: Date): Promise<boolean> {
  const ended = await tx.sql`
    update escalation_rules set ended_at = ${now} where id = ${id} and ended_at is null returning id`
  return ended.length > 0
}

/** As the worker: who has rules. */
export async function listRuleMakers({ sql }: Tx): Promise<string[]> {
  const rows = await sql<{ recipient: string }[]>`
    select distinct recipient from escalation_rules where ended_at is null order by recipient`
  return rows.map(({ recipient }) => recipient)
}

/** The job as a program of one body: it sees the times of that body's case files, and what is in none of them. */
export const escalatorFor = (recipient: string): Machine => ({
  kind: 'machine',
  clientId: 'escalations',
  recipient,
})

export interface Fired {
  caseFileId: string
  reportId: string
  prefecture: string | null
  ruleId: string
  condition: EscalationRule['condition']
  threshold: number
  tells: EscalationRule['tells']
  deputyId: string | null
  /** Of the team of the case file. */
  teamMembers: string[]
}

const atOnce = 200 // case files of one body; the rest a few minutes later

/** As the escalator: marks what a rule is met by now, each pair once for ever. */
export function fireRules(tx: Tx, now: Date): Promise<Fired[]> {
  const { sql, actor } = tx
  const recipient = actor.kind === 'machine' ? (actor.recipient ?? '') : ''
  return sql<Fired[]>`
    with met as (
      select c.id, c.report_id, c.prefecture, r.id as rule_id, r.condition, r.threshold, r.tells
      from escalation_rules r join case_files c on c.recipient = r.recipient
      where r.recipient = ${recipient} and r.ended_at is null and (r.prefecture is null or c.prefecture = r.prefecture)
        and ${meets(tx, now)} and (r.counts_from is null or ${metAt(tx)} > r.counts_from)
        and not exists (select from escalations e where e.case_file_id = c.id and e.rule_id = r.id)
      limit ${atOnce}
    ), fired as (
      insert into escalations (id, case_file_id, rule_id, recipient, fired_at)
      select uuidv7(), id, rule_id, ${recipient}, ${now} from met on conflict do nothing returning case_file_id, rule_id
    )
    select m.id as case_file_id, m.report_id, m.prefecture, m.rule_id, m.condition, m.threshold, m.tells, s.deputy_id,
      array(select t.officer_id from team_members t where t.team_id = s.team_id) as team_members
    from met m join fired f on f.case_file_id = m.id and f.rule_id = m.rule_id
      left join responsibilities s on s.case_file_id = m.id
    order by m.id, m.rule_id`
}

export interface Escalation {
  id: string
  condition: EscalationRule['condition']
  threshold: number
  tells: EscalationRule['tells']
  firedAt: Date
  settled: { at: string; name: string } | null
}

/** Oldest first. */
export function listEscalations({ sql }: Tx, caseFileId: string): Promise<Escalation[]> {
  return sql<Escalation[]>`
    select e.id, r.condition, r.threshold, r.tells, e.fired_at, case when e.settled_at is not null then
      json_build_object('at', e.settled_at, 'name', (select o.name from officers o where o.id = e.settled_by)) end as settled
    from escalations e join escalation_rules r on r.id = e.rule_id
    where e.case_file_id = ${caseFileId} order by e.fired_at, e.id`
}

/** Somebody has looked into it: takes the mark off. False when nothing was open. */
export async function settleEscalations({ sql, actor }: Tx, caseFileId: string, now: Date): Promise<boolean> {
  if (actor.kind !== 'officer') return false
  const settled = await sql`
    update escalations set settled_by = ${actor.officerId}, settled_at = ${now}
    where case_file_id = ${caseFileId} and settled_at is null returning id`
  return settled.length > 0
}
