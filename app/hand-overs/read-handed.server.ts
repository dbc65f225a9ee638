import { Refusal } from '#app/http/refusal.ts'
import { asDelivery, findHandOver } from '#db/case-files/hand-overs.server.ts'
import type { Context, Officer } from '#db/context.ts'
import type { DeliveryLine } from '#db/submissions/deliveries.server.ts'
import type { Projection } from '#forms/projection.ts'

import { handOverView, type HandOverView } from './hand-over-view.ts'

/** What another body passed on to this one. */
export async function getHanded(
  { db }: Context<Officer>,
  id: string,
): Promise<{ line: DeliveryLine; projection: Projection; handOver: HandOverView }> {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Refusal('notFound')
  return db.transaction(async (tx) => {
    const found = await findHandOver(tx, id)
    const handed = found && (await asDelivery(tx, found))
    if (!handed) throw new Refusal('notFound')
    return { line: handed.line, projection: handed.content.projection, handOver: handOverView(found) }
  })
}
