/** What a body writes about a case file: sealed with the key of that case file, which goes when its record goes. */
import type { DataKey, Place, Tx } from '#db/context.ts'

export async function sealOfCase(tx: Tx, caseFileId: string, place: Place, value: unknown): Promise<Buffer> {
  return (await tx.caseKey(caseFileId)).seal(place, value)
}

/** What was written before case files had keys is under the body's own; no key is made for reading. */
export async function unsealOfCase<T>(tx: Tx, caseFileId: string, place: Place, sealed: Uint8Array): Promise<T> {
  const own = await tx.recipientKey(place.tenant)
  return (own.sealed(sealed) ? own : await tx.caseKey(caseFileId)).unseal<T>(place, sealed)
}

/**
 * The key of each row that shows what a reporter told: the body's own, with which it came, or the report's. The latter goes
 * with the report, so what is to be gone with it is under that one. Rows under the body's key ask the database nothing.
 */
export async function keysOfRows(
  tx: Tx,
  own: DataKey,
  rows: readonly { reportId: string; sealed: Uint8Array }[],
): Promise<(row: { reportId: string; sealed: Uint8Array }) => DataKey> {
  const others = rows.filter(({ sealed }) => !own.sealed(sealed)).map(({ reportId }) => reportId)
  const reports = others.length > 0 ? await tx.reportKeys([...new Set(others)]) : none
  return ({ reportId, sealed }) => (own.sealed(sealed) ? own : (reports.get(reportId) ?? own))
}

const none: ReadonlyMap<string, DataKey> = new Map()
