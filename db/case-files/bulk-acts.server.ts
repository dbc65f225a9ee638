/** Things done to many case files at once, kept so that they can be taken back as they were done. */
import type { Tx } from '#db/context.ts'
import { isGone } from '#db/people/gone.ts'
import { findBy } from '#db/queue/own-words.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'

export interface BulkAct {
  id: string
  act: 'claim' | 'label'
  label: string | null
  /** Those that it changed. */
  caseFileIds: string[]
  doneAt: Date
}

interface CaseRef {
  id: string
  reportId: string
}

/** Those of the case files that the officer may see. */
export function listCaseRefs({ sql }: Tx, ids: readonly string[]): Promise<CaseRef[]> {
  return ids.length === 0
    ? Promise.resolve([])
    : sql<CaseRef[]>`select id, report_id from case_files where id in ${sql(ids)} order by id`
}

/** Takes those that nobody has, or somebody who is gone; tells which. */
export async function claimMany(tx: Tx, ids: readonly string[], now: Date): Promise<string[]> {
  if (tx.actor.kind !== 'officer') return []
  const rows = await tx.sql<{ id: string }[]>`
    insert into assignments (case_file_id, recipient, officer_id, assigned_at)
    select id, recipient, ${tx.actor.officerId}, ${now} from case_files where id in ${tx.sql(ids)}
    on conflict (case_file_id) do update set officer_id = excluded.officer_id, assigned_at = excluded.assigned_at
      where exists (select from officers o, case_files c
        where o.id = assignments.officer_id and c.id = assignments.case_file_id and ${isGone(tx)})
    returning case_file_id as id`
  return rows.map(({ id }) => id)
}

/** Labels those that do not have the label and have fewer than `most`; tells which. */
export async function labelMany(
  tx: Tx,
  ids: readonly string[],
  label: string,
  most: number,
  now: Date,
): Promise<string[]> {
  if (tx.actor.kind !== 'officer') return []
  const rows = await tx.sql<{ id: string; receivedAt: Date }[]>`
    insert into labels (case_file_id, label, recipient, officer_id, added_at)
    select c.id, ${label}, c.recipient, ${tx.actor.officerId}, ${now} from case_files c
    where c.id in ${tx.sql(ids)} and (select count(*) from labels l where l.case_file_id = c.id) < ${most}
    on conflict (case_file_id, label) do nothing
    returning case_file_id as id, (select c.received_at from case_files c where c.id = case_file_id)`
  await findBy(tx, rows, label, now)
  return rows.map(({ id }) => id)
}

export async function insertBulkAct(tx: Tx, act: Omit<BulkAct, 'id' | 'doneAt'>, now: Date): Promise<string> {
  if (tx.actor.kind !== 'officer') throw new Error('only officers act on case files')
  const { recipient, officerId } = tx.actor
  const id = newId()
  await tx.sql`
    insert into bulk_acts (id, recipient, officer_id, act, label, case_file_ids, done_at)
    select ${id}, ${recipient}, ${officerId}, ${act.act}, ${act.label},
      array(select json_array_elements_text(${JSON.stringify(act.caseFileIds)}::text::json)::uuid), ${now}`
  return id
}

/** Marks it as undone: of two at once, one is told true. */
export async function markUndone(tx: Tx, id: string, now: Date): Promise<BulkAct | null> {
  const [act] = await tx.sql<BulkAct[]>`
    update bulk_acts set undone_at = ${now} where id = ${id} and undone_at is null
    returning id, act, label, case_file_ids, done_at`
  return act ?? null
}

/** Takes back what still is as the act left it: what somebody changed since stays as it is now. Tells which. */
export async function takeBack(tx: Tx, { act, label, caseFileIds, doneAt }: BulkAct): Promise<string[]> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer' || caseFileIds.length === 0) return []
  const mine = sql`case_file_id in ${sql(caseFileIds)} and officer_id = ${actor.officerId}`
  const rows = await (act === 'claim'
    ? sql<{ id: string }[]>`
        delete from assignments where ${mine} and assigned_at = ${doneAt} returning case_file_id as id`
    : sql<{ id: string }[]>`
        delete from labels where ${mine} and label = ${label} and added_at = ${doneAt} returning case_file_id as id`)
  return rows.map(({ id }) => id)
}
