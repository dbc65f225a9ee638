import { Refusal } from '#app/http/refusal.ts'
import { listMoves } from '#db/case-files/hand-overs.server.ts'
import { listReturns } from '#db/case-files/returns.server.ts'
import type { Context, Filer } from '#db/context.ts'
import { findReport } from '#db/reports/reports.server.ts'
import { findRevision, listRevisions } from '#db/reports/revisions.server.ts'
import { listDeliveries, readProjection, type DeliveryLine } from '#db/submissions/deliveries.server.ts'
import { findEdition } from '#forms/edition.ts'
import { isTold, type Phase } from '#forms/item.ts'
import type { Duty, RecipientId } from '#forms/plan.ts'
import { byDuty } from '#forms/plan/duty-order.ts'
import type { Projection } from '#forms/projection.ts'
import { findRulebook } from '#forms/rulebooks.ts'

import { prefectureOf } from './first-word.ts'
import { sentFiles, type SentFile } from './sent-files.ts'

export interface ReceiptLine {
  id: string
  recipient: RecipientId
  duty: Duty
  digest: string
  items: number
  /** Of these, what the portal filled in itself: date, number and kind of the report. */
  given: number
}

export interface ReportReceipt {
  reference: string
  number: number
  phase: Phase
  edition: string
  rulebook: string
  receivedAt: Date
  sent: readonly ReceiptLine[]
  /** Whose police it went to, where it went to the police: by the address as it was then, or where the case had gone. */
  prefecture: string | null
  /** Who was sent this revision or another one. */
  heard: readonly RecipientId[]
  /** The files that went with it, each with the bodies that got it. */
  files: readonly SentFile[]
  /** What recipients gave back since: deleted, and this is what it was. */
  returned: readonly { recipient: RecipientId; digest: string; returnedAt: Date }[]
}

/** What was sent with one revision, to whom, and the digest of each part. */
export async function getReceipt({ db, actor }: Context<Filer>, number: number): Promise<ReportReceipt> {
  const { reportId } = actor
  return db.transaction(async (tx) => {
    const [report, revisions, deliveries, returns, moves] = await Promise.all([
      findReport(tx, reportId),
      listRevisions(tx, reportId),
      listDeliveries(tx, reportId),
      listReturns(tx, reportId),
      listMoves(tx, reportId),
    ])
    const revision = revisions.find((one) => one.number === number)
    if (!report || !revision) throw new Refusal('notFound')
    const lines = deliveries.filter(({ revisionNumber }) => revisionNumber === number)
    const sent = await Promise.all(
      lines.map(async (line) => {
        const { projection } = await readProjection(tx, line)
        return { line: lineOf(line, projection), projection }
      }),
    )
    const { phase, edition, rulebook, submittedAt } = revision
    const moved = moves.findLast(({ at }) => at < submittedAt)
    const whole = revision.recipients.includes('police') ? await findRevision(tx, reportId, number) : null
    return {
      reference: report.reference,
      number,
      phase,
      edition,
      rulebook,
      receivedAt: submittedAt,
      sent: sent.map(({ line }) => line).toSorted(byDuty(findRulebook(rulebook))),
      prefecture: whole && (moved?.to ?? prefectureOf(whole.answers['org-address'])),
      heard: [...new Set(deliveries.map(({ recipient }) => recipient))],
      files: sentFiles(sent.map(({ projection }) => projection)),
      returned: returns.flatMap(({ recipient, handOverId, copies, returnedAt }) =>
        copies
          .filter(({ revision: of }) => handOverId === null && of === number)
          .map(({ digest }) => ({ recipient, digest, returnedAt })),
      ),
    }
  })
}

function lineOf({ id, recipient, digest }: DeliveryLine, { duty, edition, items }: Projection): ReceiptLine {
  const known = findEdition(edition)?.items
  const given = items.filter(({ item }) => !isTold(known?.get(item))).length
  return { id, recipient, duty, digest: digest.toString('hex'), items: items.length, given }
}
