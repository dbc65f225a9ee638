/** Where a reporter wants to be told that something is new; nobody else's mail address is known here. */
import type { Place, Tx } from './context.ts'

/** Not a recipient of reports: the owner of the key that the worker opens addresses with. */
const keyOwner = 'notices'

export interface NoticeAddress {
  reference: string
  language: 'ja' | 'en'
  address: string
}

/** As whoever holds the report. A new address replaces the old one. */
export async function setNoticeAddress(
  tx: Tx,
  { reportId, reference, language, address, now }: NoticeAddress & { reportId: string; now: Date },
): Promise<void> {
  const content = (await tx.recipientKey(keyOwner)).seal(placeOf(reportId), address)
  await tx.sql`
    insert into notice_addresses (report_id, reference, language, content, set_at)
    values (${reportId}, ${reference}, ${language}, ${content}, ${now})
    on conflict (report_id) do update set language = excluded.language, content = excluded.content, set_at = excluded.set_at`
}

export async function removeNoticeAddress(tx: Tx, reportId: string): Promise<void> {
  await tx.sql`delete from notice_addresses where report_id = ${reportId}`
}

/** As the holder or the worker. */
export async function findNoticeAddress(tx: Tx, reportId: string): Promise<NoticeAddress | null> {
  const [row] = await tx.sql<(Omit<NoticeAddress, 'address'> & { content: Buffer })[]>`
    select reference, language, content from notice_addresses where report_id = ${reportId}`
  if (!row) return null
  const { content, ...rest } = row
  return { ...rest, address: (await tx.recipientKey(keyOwner)).unseal<string>(placeOf(reportId), content) }
}

const placeOf = (reportId: string): Place => ({
  table: 'notice_addresses',
  row: reportId,
  column: 'content',
  tenant: keyOwner,
})
