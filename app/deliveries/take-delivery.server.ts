import { Refusal } from '#app/http/refusal.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { findIntakeOf } from '#db/case-files/intakes.server.ts'
import type { Context, Desk } from '#db/context.ts'
import { fitOf, listStandings, type Fit, type Standing } from '#db/organisations/standings.server.ts'
import {
  findDelivery,
  readProjection,
  type DeliveryContent,
  type DeliveryLine,
} from '#db/submissions/deliveries.server.ts'
import { saidIdentity } from '#forms/identity.ts'

import { openDelivery } from './open-delivery.server.ts'

export type Taken = DeliveryContent & {
  line: DeliveryLine
  typed: { by: string; channel: string } | null
  /** Who stands behind the report now; null for whoever holds reference and secret. */
  standing: Standing | null
  fit: Fit | null
}

/** An officer takes a copy of what the body got. Each copy is an entry in the audit, and a reading. */
export async function takeDelivery(context: Context<Desk>, id: string, format: 'pdf' | 'json'): Promise<Taken> {
  const { db, now } = context
  const taken = await db.transaction(async (tx) => {
    const line = await findDelivery(tx, id)
    if (!line) throw new Refusal('notFound')
    const [content, intake, [standing = null]] = await Promise.all([
      readProjection(tx, line),
      findIntakeOf(tx, line.reportId),
      listStandings(tx, line.reportId),
    ])
    const isTyped = intake && (intake.takenOverAt === null || line.sentAt < intake.takenOverAt)
    const typed = isTyped ? { by: intake.recipient, channel: intake.channel } : null
    await recordAudit(tx, { reportId: line.reportId, did: 'delivery.saved', subject: id, details: { format }, now })
    const said = saidIdentity(content.projection)
    const fit = await fitOf(tx, line, { standing: standing ?? undefined, said })
    return { ...content, line, typed, standing, fit }
  })
  await openDelivery(context, taken.line)
  return taken
}
