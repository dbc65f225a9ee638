import type { Context, Holder } from '#db/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import { listDeliveries, readProjection } from '#db/deliveries.server.ts'
import { findReport } from '#db/reports.server.ts'
import { listRevisions } from '#db/revisions.server.ts'
import type { Phase } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

export interface ReceiptLine {
  id: string
  recipient: RecipientId
  digest: string
  items: number
}

export interface ReportReceipt {
  reference: string
  number: number
  phase: Phase
  edition: string
  rulebook: string
  receivedAt: Date
  sent: readonly ReceiptLine[]
}

/** What was sent with one revision, to whom, and the digest of each part. */
export async function getReceipt({ db, actor }: Context<Holder>, number: number): Promise<ReportReceipt> {
  const { reportId } = actor
  return db.transaction(async (tx) => {
    const [report, revisions, deliveries] = await Promise.all([
      findReport(tx, reportId),
      listRevisions(tx, reportId),
      listDeliveries(tx, reportId),
    ])
    const revision = revisions.find((one) => one.number === number)
    if (!report || !revision) throw new Refusal('notFound')
    const lines = deliveries.filter(({ revisionNumber }) => revisionNumber === number)
    const sent = await Promise.all(
      lines.map(async (line) => {
        const { projection } = await readProjection(tx, line)
        const { id, recipient, digest } = line
        return { id, recipient, digest: digest.toString('hex'), items: projection.items.length }
      }),
    )
    const { phase, edition, rulebook, submittedAt } = revision
    return { reference: report.reference, number, phase, edition, rulebook, receivedAt: submittedAt, sent }
  })
}
