/** The entrustors of a processor's incident; see migrations/092-entrustors.sql. */
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Place, Tx } from '#db/context.ts'
import type { ItemId } from '#forms/item.ts'

export interface EntrustorWords {
  name: string
  /** People whose data it entrusted and that are concerned, at most; null: not known yet. */
  people: number | null
  /** How it was told. */
  method: string
  /** Of each answer that the report for its part was given, a mark of what it said. */
  given?: Readonly<Record<ItemId, string>> | undefined
}

export interface Entrustor extends EntrustorWords {
  id: string
  /** The day on which it was told, YYYY-MM-DD in Japan; null: not yet. */
  toldOn: string | null
  ownReportId: string | null
}

export async function listEntrustors(tx: Tx, reportId: string): Promise<Entrustor[]> {
  const rows = await tx.sql<{ id: string; content: Buffer; toldOn: string | null; ownReportId: string | null }[]>`
    select id, content, told_on::text as told_on, own_report_id from entrustors
    where report_id = ${reportId} and removed_at is null order by added_at, id`
  if (rows.length === 0) return []
  const key = await tx.reportKey(reportId)
  return rows.map(({ content, ...row }) => ({
    ...row,
    ...key.unseal<EntrustorWords>(placeOf(row.id, reportId), content),
  }))
}

/** The references of the reports for their parts, by id; without what is somebody else's by now. */
export async function listParts(tx: Tx, reportId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.sql<{ id: string; reference: string }[]>`select * from entrustor_parts(${reportId})`
  return new Map(rows.map(({ id, reference }) => [id, reference]))
}

/** Whoever else would change the list waits for this transaction. */
export async function lockEntrustors(tx: Tx, reportId: string): Promise<Entrustor[]> {
  await inTurn(tx, `entrustors ${reportId}`)
  return listEntrustors(tx, reportId)
}

export async function insertEntrustor(
  tx: Tx,
  { id, reportId, words, now }: { id: string; reportId: string; words: EntrustorWords; now: Date },
): Promise<void> {
  const content = (await tx.reportKey(reportId)).seal(placeOf(id, reportId), words)
  await tx.sql`
    insert into entrustors (id, report_id, content, added_at) values (${id}, ${reportId}, ${content}, ${now})`
}

export async function changeEntrustor(
  tx: Tx,
  reportId: string,
  { id, toldOn, ownReportId, ...words }: Entrustor,
): Promise<void> {
  const { name, people, method, given } = words
  const content = (await tx.reportKey(reportId)).seal(placeOf(id, reportId), { name, people, method, given })
  await tx.sql`
    update entrustors set content = ${content}, told_on = ${toldOn}, own_report_id = ${ownReportId}
    where id = ${id} and report_id = ${reportId}`
}

export async function removeEntrustor(tx: Tx, reportId: string, id: string, now: Date): Promise<void> {
  await tx.sql`
    update entrustors set removed_at = ${now} where id::text = ${id} and report_id = ${reportId} and removed_at is null`
}

const placeOf = (id: string, reportId: string): Place => ({
  table: 'entrustors',
  row: id,
  column: 'content',
  tenant: reportId,
})
