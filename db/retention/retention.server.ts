/** How long what is kept, and what was deleted when that time was over; see migrations/130-retention.sql. */
import type { Tx } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'

/**
 * draft: from the last time it was saved. case-file: what a body made of a case, from its closing. report: what the
 * reporter filed and was told, from the last closing, after all case files. export: the record of one, from its making.
 */
export const retentionKinds = ['draft', 'case-file', 'report', 'export'] as const
export type RetentionKind = (typeof retentionKinds)[number]

/** The kinds that a body can have a period of its own for. */
export const kindsOfBodies: readonly RetentionKind[] = ['case-file', 'export']

export interface Period {
  kind: RetentionKind
  /** Null: everybody who has none of their own. */
  recipient: string | null
  days: number
  /** rule: a law or a rule says so, and `reason` names it. own-choice: somebody thought it right. */
  basis: 'own-choice' | 'rule'
  /** `default` for what came with the portal. */
  reason: string
  setBy: string | null
  setAt: Date
}

/** Every period that was ever set, the newest first: the first of a kind and body is the one that counts. */
export async function listPeriods(tx: Tx): Promise<Period[]> {
  return tx.sql<Period[]>`
    select kind, recipient, days, basis, reason, set_by, set_at from retention_periods order by set_at desc, id desc`
}

/** How many days, for an officer to know when a case file goes. */
export async function findDays(tx: Tx, kind: RetentionKind, recipient: string): Promise<number> {
  const [row] = await tx.sql<{ days: number }[]>`
    select days from retention_periods where kind = ${kind} and (recipient = ${recipient} or recipient is null)
    order by recipient nulls last, set_at desc, id desc limit 1`
  return row?.days ?? 0
}

/** In days, for whoever reports, or thinks of it. */
export interface Kept {
  draft: number
  report: number
}

export async function findKept(tx: Tx): Promise<Kept> {
  const rows = await tx.sql<{ kind: keyof Kept; days: number }[]>`
    select distinct on (kind) kind, days from retention_periods where kind in ('draft', 'report')
    order by kind, set_at desc, id desc`
  const daysOf = (wanted: keyof Kept) => rows.find(({ kind }) => kind === wanted)?.days ?? 0
  return { draft: daysOf('draft'), report: daysOf('report') }
}

/** As an operator. */
export async function insertPeriod(tx: Tx, period: Omit<Period, 'setBy' | 'setAt'>, now: Date): Promise<void> {
  const { kind, recipient, days, basis, reason } = period
  const by = tx.actor.kind === 'operator' ? tx.actor.operatorId : null
  await tx.sql`
    insert into retention_periods (id, kind, recipient, days, basis, reason, set_by, set_at)
    values (${newId()}, ${kind}, ${recipient}, ${days}, ${basis}, ${reason}, ${by}, ${now})`
}

/** How many records the next run would delete by such a period. As an operator. */
export async function countExpiring(
  tx: Tx,
  { kind, recipient, days }: Pick<Period, 'kind' | 'recipient' | 'days'>,
  now: Date,
): Promise<number> {
  const [row] = await tx.sql<
    { count: number }[]
  >`select count_expiring(${kind}, ${recipient}, ${days}, ${now}) as count`
  return row?.count ?? 0
}

export interface Deleted {
  kind: Exclude<RetentionKind, 'export'>
  reportId: string
  recipient: string | null
}

/** As the worker: deletes what is over its time and held by nobody, at most so many of each kind. */
export async function deleteExpired(tx: Tx, now: Date, most: number): Promise<Deleted[]> {
  const deleted = await tx.sql<Deleted[]>`select * from delete_expired(${now}, ${most})`
  for (const { kind, reportId } of deleted) if (kind !== 'case-file') tx.forgetKey(reportId)
  if (deleted.length > 0) tx.forgetCaseKeys()
  return [...deleted]
}

export interface Tombstone {
  id: string
  kind: Deleted['kind']
  recipient: string | null
  reference: string
  countedFrom: Date
  days: number
  deletedAt: Date
}

/** What was deleted last: an operator sees all, an officer the body's own. */
export async function listTombstones(tx: Tx, most: number): Promise<Tombstone[]> {
  return tx.sql<Tombstone[]>`
    select id, kind, recipient, reference, counted_from, days, deleted_at from tombstones
    order by deleted_at desc, id desc limit ${most}`
}
