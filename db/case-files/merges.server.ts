/** Case files of one body that are the same piece of work: one is merged into another; see migrations/050-merges.sql. */
import type { Place, Tx } from '#db/context.ts'
import { sealOfCase, unsealOfCase } from '#db/sealing/case-keys.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { listSealed, openHeadings, type QueueLine } from './case-files.server.ts'

export interface Merge {
  id: string
  caseFileId: string
  masterId: string
  officerId: string
  reason: string
  mergedAt: Date
}

interface Lockable {
  id: string
  reportId: string
  masterId: string | null
}

/** Holds the case files until the end of the transaction, so that no two merges make a ring. Those that exist for the officer. */
export function lockCaseFiles({ sql }: Tx, ids: readonly string[]): Promise<Lockable[]> {
  return sql<Lockable[]>`
    select id, report_id, master_id from case_files where id in ${sql(ids)} order by id for no key update`
}

export async function insertMerge(
  tx: Tx,
  merge: { caseFileId: string; masterId: string; reason: string; now: Date },
): Promise<void> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer') throw new Error('only officers merge case files')
  const { recipient, officerId } = actor
  const id = newId()
  const content = await sealOfCase(tx, merge.caseFileId, placeOf(id, recipient, 'content'), merge.reason)
  await sql`
    insert into merges (id, case_file_id, master_id, recipient, officer_id, content, merged_at)
    values (${id}, ${merge.caseFileId}, ${merge.masterId}, ${recipient}, ${officerId}, ${content}, ${merge.now})`
}

/** Into what this case file is merged now. */
export async function findMerge(tx: Tx, caseFileId: string): Promise<Merge | null> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer') return null
  const [row] = await sql<(Omit<Merge, 'reason'> & { content: Buffer })[]>`
    select id, case_file_id, master_id, officer_id, content, merged_at from merges
    where case_file_id = ${caseFileId} and ended_at is null`
  if (!row) return null
  const { content, ...merge } = row
  const reason = await unsealOfCase<string>(tx, caseFileId, placeOf(merge.id, actor.recipient, 'content'), content)
  return { ...merge, reason }
}

/** False when somebody ended it first. */
export async function endMerge(tx: Tx, id: string, reason: string, now: Date): Promise<boolean> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer') throw new Error('only officers merge case files')
  const [merge] = await sql<{ caseFileId: string }[]>`select case_file_id from merges where id = ${id}`
  if (!merge) return false
  const content = await sealOfCase(tx, merge.caseFileId, placeOf(id, actor.recipient, 'ended_content'), reason)
  const ended = await sql`
    update merges set ended_by = ${actor.officerId}, ended_content = ${content}, ended_at = ${now}
    where id = ${id} and ended_at is null returning id`
  return ended.length > 0
}

/** What was merged into this case file, oldest merge first. */
export async function listMerged(tx: Tx, masterId: string): Promise<QueueLine[]> {
  const { sql } = tx
  const merged = sql`
    select f.* from merges m join case_files f on f.id = m.case_file_id
    where m.master_id = ${masterId} and m.ended_at is null`
  return openHeadings(tx, await listSealed(tx, merged, sql`c.received_at, c.id`))
}

const placeOf = (id: string, recipient: string, column: 'content' | 'ended_content'): Place => ({
  table: 'merges',
  row: id,
  column,
  tenant: recipient,
})
