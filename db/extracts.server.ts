/** What the queue shows and finds of a case file's last projection; see migrations/020-extracts.sql. */
import type { Answer, ItemId } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'
import { keysOfRows } from './case-keys.server.ts'
import type { Machine, Tx } from './context.ts'
import type { DeliveryContent } from './deliveries.server.ts'
import { lastHanded } from './hand-overs.server.ts'
import { keepOpenings } from './kept-openings.server.ts'
import { deliveryPlace, extractPlace } from './places.ts'
import { monthOf, tokensOf } from './search-tokens.server.ts'
import { pairsOf } from './search-words.ts'

/** Short answers by item, for columns. */
export type Cells = Readonly<Record<ItemId, Answer>>

export interface Extracted {
  cells: Cells
  /** Normalised: all that can be searched. */
  text: string
}

/** The job as a program of one recipient: it can open what that recipient got, and nothing else. */
export const extractorFor = (recipient: string): Machine => ({
  kind: 'machine',
  clientId: 'extracts',
  recipient,
})

interface LastDelivery {
  id: string
  recipient: string
  prefecture: string | null
  reference: string
  receivedAt: Date
  revisionNumber: number
  /** Null: the reporter sent nothing here. */
  content: Buffer | null
}

/** As the extractor: writes the extract of the last projection. An older one never replaces a newer one. */
export async function writeExtract(
  tx: Tx,
  reportId: string,
  extract: (projection: Projection, reference: string) => Extracted,
): Promise<void> {
  const { sql } = tx
  const recipient = 'recipient' in tx.actor ? (tx.actor.recipient ?? '') : ''
  const [[last], reportKey, key] = await Promise.all([
    sql<LastDelivery[]>`
      select c.id, c.recipient, c.prefecture, c.reference, c.received_at,
        coalesce(d.revision_number, c.revision_number) as revision_number, d.content
      from case_files c left join deliveries d on d.report_id = c.report_id and d.recipient = c.recipient
      where c.report_id = ${reportId} and c.recipient = ${recipient} order by d.revision_number desc nulls last limit 1`,
    tx.reportKey(reportId),
    tx.recipientKey(recipient),
  ])
  if (!last) return
  const place = deliveryPlace(reportId, recipient, last.revisionNumber)
  const projection = last.content
    ? reportKey.unseal<DeliveryContent>(place, last.content).projection
    : (await lastHanded(tx, [reportId], recipient)).get(reportId)
  if (!projection) {
    await sql`delete from extracts where case_file_id = ${last.id}` // given back in the meantime
    return
  }
  const { cells, text } = extract(projection, last.reference)
  const tokens = tokensOf(key.derive('search'), pairsOf(text), monthOf(last.receivedAt))
  const content = reportKey.seal(extractPlace(last.id, recipient), cells)
  await sql`
    insert into extracts (case_file_id, recipient, prefecture, revision_number, received_at, content, tokens)
    values (${last.id}, ${recipient}, ${last.prefecture}, ${last.revisionNumber}, ${last.receivedAt}, ${content},
      ${`{${tokens.join(',')}}`}::text::integer[])
    on conflict (case_file_id) do update set prefecture = excluded.prefecture, revision_number = excluded.revision_number,
      content = excluded.content, tokens = excluded.tokens
    where extracts.revision_number <= excluded.revision_number`
}

/** For the columns of the first pages, which are asked for most. */
const kept = keepOpenings<Cells>({ most: 1_000, bytes: 500_000, idle: 90 })

/** For the case files of one page; those that no job has reached yet are missing. */
export async function listCells(tx: Tx, caseFileIds: readonly string[]): Promise<Map<string, Cells>> {
  const { sql, actor } = tx
  const recipient = actor.kind === 'officer' || actor.kind === 'machine' ? actor.recipient : null
  if (caseFileIds.length === 0 || !recipient) return new Map()
  const [rows, key] = await Promise.all([
    sql<{ caseFileId: string; reportId: string; sealed: Buffer }[]>`
      select e.case_file_id, c.report_id, e.content as sealed from extracts e join case_files c on c.id = e.case_file_id
      where e.case_file_id in ${sql(caseFileIds)}`,
    tx.recipientKey(recipient),
  ])
  const keyOf = await keysOfRows(tx, key, rows)
  return new Map(
    rows.map((row) => [row.caseFileId, kept.open(keyOf(row), extractPlace(row.caseFileId, recipient), row.sealed)]),
  )
}
