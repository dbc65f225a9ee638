import { asDelivery, findHandOver, markHandOverOpened } from '#db/case-files/hand-overs.server.ts'
import type { Tx } from '#db/context.ts'
import { deliveryPlace } from '#db/places.ts'
import type { Cover } from '#db/reports/covers.server.ts'
import type { Change } from '#forms/changes.ts'
import type { Phase } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'

export interface DeliveryLine {
  id: string
  reportId: string
  reference: string
  caseFileId: string
  recipient: string
  revisionNumber: number
  phase: Phase
  /** SHA-256 of the projection's canonical JSON. */
  digest: Buffer
  sentAt: Date
  deliveredAt: Date | null
  failedAt: Date | null
  openedAt: Date | null
  /** Passed on by another body, on its ground; missing on what the reporter sent. */
  handed?: { by: string; ground: string | null; groundText: string | null }
}

export interface DeliveryContent {
  projection: Projection
  changes: Change[] | null
  /** What the reporter wrote beside the answers. */
  cover?: Cover
}

/** The deliveries of a report that the actor may see, oldest first; those to one recipient when it is named. */
export function listDeliveries(tx: Tx, reportId: string, recipient?: string): Promise<DeliveryLine[]> {
  const { sql } = tx
  return sql<DeliveryLine[]>`
    ${select(tx)} where d.report_id = ${reportId} ${recipient ? sql`and d.recipient = ${recipient}` : sql``}
    order by d.revision_number, d.recipient`
}

/** What was sent, or passed on, under this id. */
export async function findDelivery(tx: Tx, id: string): Promise<DeliveryLine | null> {
  const [line] = await tx.sql<DeliveryLine[]>`${select(tx)} where d.id = ${id}`
  return line ?? (await findHanded(tx, id))?.line ?? null
}

async function findHanded(tx: Tx, id: string) {
  const handOver = await findHandOver(tx, id)
  return handOver && asDelivery(tx, handOver)
}

export interface LatestDelivery {
  revisionNumber: number
  projection: Projection
  /** The furthest kind of report that the recipient ever got, which may lie before the last one. */
  furthest: Phase
}

/** What each recipient has now: the projection of its last delivery. */
export async function latestProjections(tx: Tx, reportId: string): Promise<Map<string, LatestDelivery>> {
  const rows = await tx.sql<{ recipient: string; revisionNumber: number; content: Buffer; furthest: Phase }[]>`
    select distinct on (recipient) recipient, revision_number, content,
      (array['initial', 'interim', 'final'])[max(array_position(array['initial', 'interim', 'final'], phase))
        over (partition by recipient)] as furthest
    from deliveries where report_id = ${reportId} order by recipient, revision_number desc`
  if (rows.length === 0) return new Map()
  const key = await tx.reportKey(reportId)
  return new Map(
    rows.map(({ recipient, revisionNumber, content, furthest }) => {
      const { projection } = key.unseal<DeliveryContent>(deliveryPlace(reportId, recipient, revisionNumber), content)
      return [recipient, { revisionNumber, projection, furthest }]
    }),
  )
}

export async function readProjection(tx: Tx, line: DeliveryLine): Promise<DeliveryContent> {
  if (line.handed) {
    const handed = await findHanded(tx, line.id)
    if (!handed) throw new Error('a hand-over vanished within a transaction')
    return handed.content
  }
  const [[row], key] = await Promise.all([
    tx.sql<{ content: Buffer }[]>`select content from deliveries where id = ${line.id}`,
    tx.reportKey(line.reportId),
  ])
  if (!row) throw new Error('a delivery vanished within a transaction')
  return key.unseal(deliveryPlace(line.reportId, line.recipient, line.revisionNumber), row.content)
}

/** The first opening counts; later ones change nothing, so two officers cannot overwrite each other. */
export async function markOpened(tx: Tx, id: string, now: Date): Promise<boolean> {
  const opened =
    await tx.sql`update deliveries set opened_at = ${now} where id = ${id} and opened_at is null returning id`
  return opened.length > 0 || markHandOverOpened(tx, id, now)
}

export interface Sending {
  /** By the reporter, or by a body that had it. */
  how: 'sent' | 'handed'
  revisionNumber: number
  sentAt: Date
  /** Since then nothing of it is left but this. */
  returnedAt: Date | null
}

/** Was a projection with this digest sent? For people who hold a receipt and are nobody here. */
export async function verifyDigest(tx: Tx, digest: Uint8Array): Promise<Sending | null> {
  const [found] = await tx.sql<Sending[]>`select * from sending_with_digest(${digest})`
  return found ?? null
}

const select = ({ sql }: Tx) => sql`
  select d.id, d.report_id, c.reference, c.id as case_file_id, d.recipient, d.revision_number, d.phase, d.digest,
    d.sent_at, d.delivered_at, d.failed_at, d.opened_at
  from deliveries d join case_files c on c.report_id = d.report_id and c.recipient = d.recipient`
