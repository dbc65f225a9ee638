import { recordAudit } from '#db/audit/audit.server.ts'
import { markCaseOpened } from '#db/case-files/case-files.server.ts'
import type { Context, Desk } from '#db/context.ts'
import { markOpened, type DeliveryLine } from '#db/submissions/deliveries.server.ts'

/**
 * A body reads a revision. The first reading is what the reporter is shown, by body and not by person; later ones
 * change nothing and write nothing. True when this was the first.
 */
export async function openDelivery({ db, now }: Context<Desk>, line: DeliveryLine): Promise<boolean> {
  if (line.openedAt) return false
  return db.transaction(async (tx) => {
    const first = await markOpened(tx, line.id, now)
    if (!first) return false
    await markCaseOpened(tx, line.caseFileId, now)
    await recordAudit(tx, { reportId: line.reportId, did: 'delivery.opened', subject: line.id, now })
    return true
  })
}

/** A browser that fetches a page ahead of a click is nobody reading it. */
export function isReading(request: Request): boolean {
  const purpose = request.headers.get('Sec-Purpose') ?? request.headers.get('Purpose') ?? ''
  return request.method === 'GET' && !purpose.includes('prefetch')
}
