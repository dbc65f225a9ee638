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
      select from case_files c
      where c.recipient = ${actor.recipient} and (${actor.prefecture}::text is null or c.prefecture = ${actor.prefecture})
        and c.closed_at is null and c.withdrawn_at is null and c.master_id is null
        and rule_met(${condition}, ${threshold}, ${now}, c.received_at, c.opened_at, c.acknowledged_at, c.due_at,
          coalesce(c.own_severity, c.severity))
      limit ${most}
    ) met`
  return row?.count ?? 0
}

/** False when it is gone, or not this administrator's to end. */
export async function endRule(tx: Tx, id: string, now: Date): Promise<boolean> {
  const ended = await tx.sql`
    update escalation_rules set ended_at = ${now} where id = ${id} and ended_at is null returning id`
  return ended.length > 0
}

/** As the worker: all rules there are, those of one body together. */
export function listRunningRules({ sql }: Tx): Promise<RunningRule[]> {
  return sql<RunningRule[]>`
    select id, recipient, condition, threshold, tells from escalation_rules where ended_at is null order by recipient, made_at, id`
}

export interface RunningRule extends Pick<EscalationRule, 'id' | 'condition' | 'threshold' | 'tells'> {
  recipient: string
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
  deputyId: string | null
  /** Of the team of the case file. */
  teamMembers: string[]
}

const atOnce = 200 // case files that one rule brings up; the rest a few minutes later

/** As the escalator: marks what the rule is met by now, each case file once for ever. */
export function fireRule({ sql }: Tx, { id, recipient }: RunningRule, now: Date): Promise<Fired[]> {
  return sql<Fired[]>`
    with fired as (
      insert into escalations (id, case_file_id, rule_id, recipient, fired_at)
      select uuidv7(), case_file_id, ${id}, ${recipient}, ${now} from rule_meets(${id}, ${now}, ${atOnce})
      on conflict do nothing returning case_file_id
    )
    select c.id as case_file_id, c.report_id, c.prefecture, s.deputy_id,
      array(select t.officer_id from team_members t where t.team_id = s.team_id) as team_members
    from fired f join case_files c on c.id = f.case_file_id left join responsibilities s on s.case_file_id = c.id
    order by c.id`
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
