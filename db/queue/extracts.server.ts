/** What the queue shows and finds of a case file's last projection; see migrations/020-extracts.sql. */
import { setImmediate as others } from 'node:timers/promises'
import { lastHanded } from '#db/case-files/hand-overs.server.ts'
import { integers, integersOf } from '#db/connections/integers.server.ts'
import type { Tx } from '#db/context.ts'
import { deliveryPlace, extractPlace } from '#db/places.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { keysOfRows } from '#db/sealing/case-keys.server.ts'
import { keepOpenings } from '#db/sealing/kept-openings.server.ts'
import type { DeliveryContent } from '#db/submissions/deliveries.server.ts'
import type { Answer, ItemId } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'
import { ownWords } from './own-words.server.ts'
import { monthOf, tokensOfTexts } from './search-tokens.server.ts'

/** Short answers by item, for columns. */
export type Cells = Readonly<Record<ItemId, Answer>>

export interface Extracted {
  cells: Cells
  /** Normalised, each standing apart: all that can be searched. */
  texts: Iterable<string>
}

export type Extract = (projection: Projection, reference: string) => Extracted

interface LastDelivery {
  id: string
  reportId: string
  prefecture: string | null
  reference: string
  receivedAt: Date
  acknowledgedAt: Date | null
  labels: string[]
  revisionNumber: number
  /** Null: the reporter sent nothing here. */
  content: Buffer | null
}

/** As the extractor: writes the extracts of the last projections. An older one never replaces a newer one. */
export async function writeExtracts(tx: Tx, reportIds: readonly string[], extract: Extract): Promise<void> {
  if (tx.actor.kind !== 'extractor') throw new StoreRefusal('notFound')
  const { recipient } = tx.actor
  const [, , files, keys, key] = await Promise.all([
    planOnce(tx),
    holdExtracts(tx, reportIds, recipient),
    listLast(tx, reportIds, recipient),
    tx.reportKeys(reportIds),
    tx.recipientKey(recipient),
  ])
  const without = files.filter(({ content }) => content === null).map(({ reportId }) => reportId)
  const handed = await lastHanded(tx, without, recipient)
  const own = await ownWords(tx, files)
  const searchKey = key.derive('search')
  const rows: ExtractRow[] = []
  for (const file of files) {
    const reportKey = keys.get(file.reportId)
    if (!reportKey) throw new StoreRefusal('notFound', 'no key of this report for this actor')
    const place = deliveryPlace(file.reportId, recipient, file.revisionNumber)
    const projection = file.content
      ? reportKey.unseal<DeliveryContent>(place, file.content).projection
      : handed.get(file.reportId)
    if (!projection) continue
    const { cells, texts } = extract(projection, file.reference)
    const tokens = tokensOfTexts(searchKey, new Set([...texts, ...own(file)]), monthOf(file.receivedAt))
    rows.push({ file, sealed: reportKey.seal(extractPlace(file.id, recipient), cells), tokens })
    await others() // may have waited for the processor
  }
  const given = files.filter((file) => !rows.some((row) => row.file === file)) // given back in the meantime
  if (given.length > 0) await tx.sql`delete from extracts where case_file_id in ${tx.sql(given.map(({ id }) => id))}`
  if (rows.length > 0) await insertExtracts(tx, recipient, rows)
}

/**
 * One plan for all pieces, by the ids of reports and not by what a table held when it was small. The memory is for the index
 * of tokens, which takes in what is new from time to time, all the faster the more of it fits.
 */
const planOnce = ({ sql }: Tx) =>
  sql`select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
    set_config('work_mem', '32MB', true)`

/** Whoever labels one of them meanwhile waits: what is read of them afterwards is all there is. */
const holdExtracts = ({ sql }: Tx, reportIds: readonly string[], recipient: string) => sql`
  select case_file_id from extracts where case_file_id = any (array(
    select c.id from unnest(${arrayText(reportIds)}::uuid[]) as r(id)
    cross join lateral (select id from case_files where report_id = r.id and recipient = ${recipient} limit 1) c))
  order by case_file_id for update`

const listLast = ({ sql }: Tx, reportIds: readonly string[], recipient: string) => sql<LastDelivery[]>`
  select c.id, c.report_id, c.prefecture, c.reference, c.received_at, c.acknowledged_at,
    array(select l.label from labels l where l.case_file_id = c.id) as labels,
    coalesce(d.revision_number, c.revision_number) as revision_number, d.content
  from unnest(${arrayText(reportIds)}::uuid[]) as r(id)
  cross join lateral (select * from case_files where report_id = r.id and recipient = ${recipient} limit 1) c
  left join lateral (select revision_number, content from deliveries where report_id = r.id and recipient = ${recipient}
    order by revision_number desc limit 1) d on true`

interface ExtractRow {
  file: LastDelivery
  sealed: Buffer
  tokens: Int32Array
}

/** All in one statement, whose text is the same however many they are: it is planned once. */
async function insertExtracts({ sql }: Tx, recipient: string, rows: readonly ExtractRow[]): Promise<void> {
  const column = (value: (row: ExtractRow) => string | number | null) => arrayText(rows.map(value))
  const sealed = placed(rows.map((row) => row.sealed.length))
  const tokens = placed(rows.map((row) => row.tokens.length))
  await sql`
    insert into extracts (case_file_id, recipient, prefecture, revision_number, received_at, content, tokens)
    select (${column(({ file }) => file.id)}::uuid[])[place], ${recipient},
      (${column(({ file }) => file.prefecture)}::text[])[place],
      (${column(({ file }) => file.revisionNumber)}::integer[])[place],
      (${column(({ file }) => file.receivedAt.toISOString())}::timestamptz[])[place],
      substring(${Buffer.concat(rows.map((row) => row.sealed))}::bytea
        from (${sealed.first}::integer[])[place] for (${sealed.length}::integer[])[place]),
      (${sql.typed(integersOf(rows.map((row) => row.tokens)) as never, integers.to)}::integer[])[
        (${tokens.first}::integer[])[place] : (${tokens.last}::integer[])[place]]
    from generate_series(1, ${rows.length}::integer) as place
    on conflict (case_file_id) do update set prefecture = excluded.prefecture, revision_number = excluded.revision_number,
      content = excluded.content, tokens = excluded.tokens
    where extracts.revision_number <= excluded.revision_number`
}

const arrayText = (values: readonly (string | number | null)[]): string =>
  `{${values.map((value) => value ?? 'null').join(',')}}`

/** Where each of several things stands that come one after the other, counted from 1. */
function placed(lengths: readonly number[]) {
  let end = 0
  const lasts = lengths.map((length) => (end += length))
  const firsts = lasts.map((last, at) => last - (lengths[at] ?? 0) + 1)
  return { first: arrayText(firsts), last: arrayText(lasts), length: arrayText(lengths) }
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
