import type { Context, Officer } from '#db/context.ts'
import { recordAudit } from '#db/audit.server.ts'
import { findDelivery, readProjection, type DeliveryContent, type DeliveryLine } from '#db/deliveries.server.ts'
import { Refusal } from '#app/http/refusal.ts'

import { openDelivery } from './open-delivery.server.ts'

export type Taken = DeliveryContent & { line: DeliveryLine }

/** An officer takes a copy of what the body got. Each copy is an entry in the audit, and a reading. */
export async function takeDelivery(context: Context<Officer>, id: string, format: 'pdf' | 'json'): Promise<Taken> {
  const { db, now } = context
  const taken = await db.transaction(async (tx) => {
    const line = await findDelivery(tx, id)
    if (!line) throw new Refusal('notFound')
    const content = await readProjection(tx, line)
    await recordAudit(tx, { reportId: line.reportId, did: 'delivery.saved', subject: id, details: { format }, now })
    return { ...content, line }
  })
  await openDelivery(context, taken.line)
  return taken
}
