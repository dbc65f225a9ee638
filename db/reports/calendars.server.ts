/** The address of a calendar of deadlines. Whoever knows it sees days, and nothing of the report. */
import type { Database } from '#db/client.server.ts'
import type { Place, Tx } from '#db/context.ts'
import { newToken } from '#db/sealing/secrets.server.ts'

export interface CalendarDay {
  id: string
  dueAt: Date
}

/** A new address; an older one is worth nothing from now on. */
export async function makeCalendar(tx: Tx, reportId: string, now: Date): Promise<string> {
  const { token, hash } = newToken()
  await removeCalendar(tx, reportId)
  const content = (await tx.reportKey(reportId)).seal(placeOf(reportId), token)
  await tx.sql`
    insert into calendars (report_id, token_hash, content, made_at) values (${reportId}, ${hash}, ${content}, ${now})`
  return token
}

export async function removeCalendar(tx: Tx, reportId: string): Promise<boolean> {
  const removed = await tx.sql`delete from calendars where report_id = ${reportId} returning report_id`
  return removed.length > 0
}

/** For the holder, to be shown again. */
export async function findCalendar(tx: Tx, reportId: string): Promise<string | null> {
  const [row] = await tx.sql<{ content: Buffer }[]>`select content from calendars where report_id = ${reportId}`
  return row ? (await tx.reportKey(reportId)).unseal<string>(placeOf(reportId), row.content) : null
}

/** Null when there is no calendar under this token (any more). */
export async function readCalendar(
  database: Database,
  token: string,
): Promise<{ language: 'ja' | 'en'; days: CalendarDay[] } | null> {
  const rows = await database.bare(
    (sql) => sql<{ id: string; dueAt: Date | null; language: 'ja' | 'en' }[]>`
      select * from calendar_days(convert_to(${token}::text, 'UTF8'))`,
  )
  const [first] = rows
  if (!first) return null
  return { language: first.language, days: rows.flatMap(({ id, dueAt }) => (dueAt ? [{ id, dueAt }] : [])) }
}

const placeOf = (reportId: string): Place => ({
  table: 'calendars',
  row: reportId,
  column: 'content',
  tenant: reportId,
})
