/** Who acted on a report under which mandate, by name; see migrations/253-vendors-named.sql. */
import type { Feedback } from '#db/case-files/feedback.server.ts'
import type { Place, Tx } from '#db/context.ts'

import { findMandate, listMandatesById, type Mandate } from './mandates.server.ts'
import { listFilings } from './sendings.server.ts'

/** As the vendor, before anything else that it does there; the first time counts. */
export async function keepName(tx: Tx, reportId: string, mandateId: string): Promise<void> {
  const mandate = await findMandate(tx, mandateId)
  if (mandate) await insertName(tx, reportId, mandate)
}

/** The same where the mandate is known. */
export async function insertName(
  tx: Tx,
  reportId: string,
  { id: mandateId, vendorName }: Pick<Mandate, 'id' | 'vendorName'>,
): Promise<void> {
  if (!vendorName) return
  const content = (await tx.reportKey(reportId)).seal(namePlace(reportId, mandateId), vendorName)
  await tx.sql`
    insert into mandate_names (report_id, mandate_id, content) values (${reportId}, ${mandateId}, ${content})
    on conflict do nothing`
}

/** By mandate, also of those that are gone or are for another report by now. `named`: others that are asked for. */
export async function listActing(
  tx: Tx,
  reportId: string,
  named: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.sql<{ mandateId: string; content: Buffer }[]>`
    select mandate_id, content from mandate_names where report_id = ${reportId}`
  const [filings, mandates] = [await listFilings(tx, reportId), await listMandatesById(tx, named)]
  const key = rows.length > 0 ? await tx.reportKey(reportId) : null
  return new Map([
    ...filings.map(({ mandateId, vendor }) => [mandateId, vendor] as const),
    ...rows.map(({ mandateId, content }) => {
      return [mandateId, key?.unseal<string>(namePlace(reportId, mandateId), content) ?? ''] as const
    }),
    ...mandates.flatMap(({ id, vendorName }) => (vendorName ? [[id, vendorName] as const] : [])),
  ])
}

/** Who spoke for the reporter: by mandate, and by revision. */
export interface Speakers {
  named: ReadonlyMap<string, string>
  filed: ReadonlyMap<number, string>
}

export async function listSpeakers(tx: Tx, reportId: string): Promise<Speakers> {
  const [named, filings] = await Promise.all([listActing(tx, reportId), listFilings(tx, reportId)])
  return { named, filed: new Map(filings.map(({ revisionNumber, vendor }) => [revisionNumber, vendor])) }
}

/** The vendor that said it; of a question, that answered it by a revision. */
export function speakerOf(
  { mandateId, answered }: Pick<Feedback, 'mandateId' | 'answered'>,
  by: Speakers,
): string | null {
  if (mandateId !== null) return by.named.get(mandateId) ?? null
  return (answered?.revisionNumber && by.filed.get(answered.revisionNumber)) || null
}

const namePlace = (reportId: string, mandateId: string): Place => ({
  table: 'mandate_names',
  row: `${reportId}/${mandateId}`,
  column: 'content',
  tenant: reportId,
})
