import type { ReadDelivery } from '#app/case-files/page/read-case.server.ts'
import { openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { getCaseFile, type QueueLine } from '#db/case-files/case-files.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { listDeliveries, readProjection, type DeliveryLine } from '#db/submissions/deliveries.server.ts'

/** Numbers of revisions as the address names them; what is missing or unknown is chosen for the officer. */
export interface ComparisonAsked {
  from: number | null
  to: number | null
  /** A browser that fetches ahead opens nothing. */
  reads: boolean
}

export interface ReadComparison {
  file: QueueLine
  lines: readonly DeliveryLine[]
  before: ReadDelivery
  after: ReadDelivery
}

/** Two revisions that this body got: without a wish, the last one and the one before. Reading them opens them. */
export async function readComparison(
  context: Context<Officer>,
  id: string,
  asked: ComparisonAsked,
): Promise<ReadComparison> {
  const read = await context.db.transaction(async (tx) => {
    const file = await getCaseFile(tx, id)
    const lines = await listDeliveries(tx, file.reportId, context.actor.recipient)
    const [older, newer] = chosen(lines, asked)
    const [before, after] = await Promise.all([readProjection(tx, older), readProjection(tx, newer)])
    return { file, lines, before: { line: older, ...before }, after: { line: newer, ...after } }
  })
  if (asked.reads) {
    await openDelivery(context, read.before.line)
    await openDelivery(context, read.after.line)
  }
  return read
}

function chosen(lines: readonly DeliveryLine[], { from, to }: ComparisonAsked): [DeliveryLine, DeliveryLine] {
  const numbered = (number: number | null) => lines.find(({ revisionNumber }) => revisionNumber === number)
  const newer = numbered(to) ?? lines.at(-1)
  if (!newer) throw new Refusal('notFound')
  const older = numbered(from) ?? lines[lines.indexOf(newer) - 1] ?? newer
  return [older, newer]
}
