/** Files that officers take out of the portal: what is in them is fixed, and written down, before anything leaves. */
import { auditor, type AuditDetails } from '#db/audit/audit.server.ts'
import type { Tx } from '#db/context.ts'
import { exportPlace } from '#db/places.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { listSealed, openHeadings, type QueueLine } from './case-files.server.ts'

export type ExportFormat = 'csv' | 'xlsx'
/** Case files of the queue, or the tables of statistics. */
export type ExportAbout = 'cases' | 'statistics'

/** The database holds the same number. */
export const mostExported = 5_000

export interface ExportContent {
  reason: string
  /** The query of the queue's address. */
  query: string
  /** All short answers, not only the columns of the queue. */
  allItems: boolean
}

export interface ExportLine extends ExportContent {
  id: string
  about: ExportAbout
  format: ExportFormat
  /** In the order of the queue; none for statistics. */
  caseFileIds: string[]
  preparedAt: Date
  takenAt: Date | null
}

/** Keeps the export, and writes one line into the audit of each of its reports. */
export async function insertExport(
  tx: Tx,
  { about, format, caseFileIds, ...content }: Omit<ExportLine, 'id' | 'preparedAt' | 'takenAt'>,
  now: Date,
): Promise<string> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer') throw new Error('only officers export')
  const { recipient, officerId } = actor
  const id = newId()
  const key = await tx.recipientKey(recipient)
  const sealed = key.seal(exportPlace(id, recipient), content satisfies ExportContent)
  const ids = sql`array(select json_array_elements_text(${JSON.stringify(caseFileIds)}::text::json)::uuid)`
  await sql`
    insert into exports (id, recipient, officer_id, about, format, content, case_file_ids, prepared_at)
    select ${id}, ${recipient}, ${officerId}, ${about}, ${format}, ${sealed}, ${ids}, ${now}`
  await recordExported(tx, caseFileIds, { export: id, format }, now)
  return id
}

/** One line in the audit of each report, in their order: two exports at once wait for each other and do not block each other. */
export async function recordExported(
  tx: Tx,
  caseFileIds: readonly string[],
  details: AuditDetails,
  now: Date,
): Promise<void> {
  const { kind, person, recipient } = auditor(tx.actor)
  await tx.sql`
    insert into audit (report_id, at, did, actor_kind, actor_id, recipient, subject, details)
    select c.report_id, ${now}, 'case.exported', ${kind}, ${person}, ${recipient}, c.id::text, ${JSON.stringify(details)}
    from case_files c where c.id in (select json_array_elements_text(${JSON.stringify(caseFileIds)}::text::json)::uuid)
    order by c.report_id`
}

/** The officer's own. */
export async function findExport(tx: Tx, id: string): Promise<ExportLine | null> {
  if (tx.actor.kind !== 'officer') return null
  const { recipient } = tx.actor
  const [[row], key] = await Promise.all([
    tx.sql<(Omit<ExportLine, keyof ExportContent> & { content: Buffer })[]>`
      select id, about, format, content, case_file_ids, prepared_at, taken_at from exports where id = ${id}`,
    tx.recipientKey(recipient),
  ])
  if (!row) return null
  const { content, ...line } = row
  return { ...line, ...key.unseal<ExportContent>(exportPlace(id, recipient), content) }
}

/** The first time counts. */
export async function markTaken(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.sql`update exports set taken_at = ${now} where id = ${id} and taken_at is null`
}

/** Those that the officer still may see, in the order of the ids. */
export async function listCaseFiles(tx: Tx, ids: readonly string[]): Promise<QueueLine[]> {
  if (ids.length === 0) return []
  const { sql } = tx
  const rows = await listSealed(tx, sql`select * from case_files where id in ${sql(ids)}`)
  const lines = new Map((await openHeadings(tx, rows)).map((line) => [line.id, line]))
  return ids.flatMap((id) => lines.get(id) ?? [])
}
