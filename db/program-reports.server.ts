/** The reports of an organisation, as its programs find them. */
import type { Tx } from './context.ts'
import type { Report } from './reports.server.ts'

export interface OwnReport extends Report {
  draftVersion: number
  /** The organisation wants a second person before anything is sent. */
  needsApproval: boolean
}

const columns = ({ sql }: Tx) => sql`
  r.id, r.reference, r.language, r.edition, r.started_at, r.submitted_at, r.withdrawn_at, r.revision_number,
  r.organisation_id, r.mandate_id, d.version as draft_version,
  exists (select from organisations o where o.id = r.organisation_id and o.needs_approval) as needs_approval`

/** As the program. Row security decides whose it is. */
export async function findOwnReport(tx: Tx, reference: string): Promise<OwnReport | null> {
  const [report] = await tx.sql<OwnReport[]>`
    select ${columns(tx)} from reports r join drafts d on d.report_id = r.id where r.reference = ${reference}`
  return report ?? null
}

/** The newest first, from after a place on; one more than the limit shows that there are more. */
export function listOwnReports(
  tx: Tx,
  { after, limit }: { after: readonly [number | null, string] | null; limit: number },
): Promise<OwnReport[]> {
  const { sql } = tx
  const place = after ? sql`where (r.started_at, r.id) < (${new Date(after[0] ?? 0)}, ${after[1]}::uuid)` : sql``
  return sql<OwnReport[]>`
    select ${columns(tx)} from reports r join drafts d on d.report_id = r.id ${place}
    order by r.started_at desc, r.id desc limit ${limit}`
}

/** Nobody saves the draft until the transaction ends. */
export async function lockDraft(tx: Tx, reportId: string): Promise<number | null> {
  const [row] = await tx.sql<{ version: number }[]>`select version from drafts where report_id = ${reportId} for update`
  return row?.version ?? null
}
