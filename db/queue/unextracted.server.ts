/** What a body has of reports that were not made findable since they came: a file that leaves cannot say "not yet". */
import { lastHanded } from '#db/case-files/hand-overs.server.ts'
import type { Tx } from '#db/context.ts'
import { deliveryPlace } from '#db/places.ts'
import type { DeliveryContent } from '#db/submissions/deliveries.server.ts'
import type { Projection } from '#forms/projection.ts'

interface Unextracted {
  id: string
  reportId: string
  revisionNumber: number | null
  /** Null: it was passed on by another body. */
  content: Buffer | null
}

/** By case file, of those whose extract is missing or of an earlier revision. As an officer of the body, or its program. */
export async function listUnextracted(tx: Tx, caseFileIds: readonly string[]): Promise<Map<string, Projection>> {
  const { sql, actor } = tx
  const recipient = actor.kind === 'officer' || actor.kind === 'machine' ? actor.recipient : null
  if (caseFileIds.length === 0 || !recipient) return new Map()
  const rows = await sql<Unextracted[]>`
    select c.id, c.report_id, d.revision_number, d.content from case_files c left join extracts e on e.case_file_id = c.id
    left join lateral (select revision_number, content from deliveries
      where report_id = c.report_id and recipient = ${recipient} order by revision_number desc limit 1) d on true
    where c.id in ${sql(caseFileIds)} and (e.case_file_id is null or e.revision_number < d.revision_number)`
  const without = rows.filter(({ content }) => content === null).map(({ reportId }) => reportId)
  const [keys, handed] = await Promise.all([
    tx.reportKeys(rows.map(({ reportId }) => reportId)),
    lastHanded(tx, without, recipient),
  ])
  const projectionOf = ({ reportId, revisionNumber, content }: Unextracted): Projection | undefined => {
    if (content === null || revisionNumber === null) return handed.get(reportId)
    const place = deliveryPlace(reportId, recipient, revisionNumber)
    return keys.get(reportId)?.unseal<DeliveryContent>(place, content).projection
  }
  return new Map(
    rows.flatMap((row) => {
      const projection = projectionOf(row)
      return projection ? [[row.id, projection] as const] : []
    }),
  )
}
