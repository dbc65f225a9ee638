/** As the worker: which reports wait for their extracts. */
import type { Sql } from 'postgres'
import type { Tx } from '#db/context.ts'

export async function addExtractDue(tx: Tx, reportId: string, now: Date): Promise<void> {
  await tx.sql`
    insert into extracts_due (report_id, due_at) values (${reportId}, ${now}) on conflict do nothing`
}

/** Takes the ones that wait longest. They are back when the transaction fails; of two workers each takes others. */
export async function takeExtractsDue(tx: Tx, now: Date, most: number): Promise<string[]> {
  const rows = await tx.sql<{ reportId: string }[]>`
    delete from extracts_due where ctid = any (array(
      select ctid from extracts_due where due_at <= ${now} order by due_at limit ${most} for update skip locked))
    returning report_id`
  return [...new Set(rows.map(({ reportId }) => reportId))]
}

/** The bodies that have case files of these reports, and of which. */
export async function listReached(tx: Tx, reportIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.sql<{ recipient: string; reportId: string }[]>`
    select recipient, report_id from case_files where report_id = any (${`{${reportIds.join(',')}}`}::uuid[])
    order by recipient, report_id`
  const reached = Map.groupBy(rows, ({ recipient }) => recipient)
  return new Map([...reached].map(([recipient, files]) => [recipient, files.map(({ reportId }) => reportId)]))
}

/** As the keeper: reports after `after`, in the order of their ids, of which something is missing, or `all` of them. */
export async function listToExtract(
  sql: Sql,
  { after, most, all }: { after: string; most: number; all: boolean },
): Promise<string[]> {
  const missing = sql`and (not exists (select from extracts e where e.case_file_id = c.id)
    or not exists (select from case_facts f where f.case_file_id = c.id))`
  const rows = await sql<{ reportId: string }[]>`
    select distinct c.report_id from case_files c where c.report_id > ${after} ${all ? sql`` : missing}
    order by c.report_id limit ${most}`
  return rows.map(({ reportId }) => reportId)
}
