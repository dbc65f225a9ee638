import type { Filer, Tx } from '#db/context.ts'
import { findMandate } from '#db/mandates/mandates.server.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'
import type { RecipientId } from '#forms/plan.ts'

/**
 * Under a mandate the vendor's name goes with what it says. A body that gets anonymised information is not told, as with
 * revisions: who works for whom would let it guess the victim.
 */
export async function signatureTo(tx: Tx, actor: Filer, recipient: RecipientId): Promise<{ by?: string }> {
  if (actor.kind !== 'vendor' || actor.mandateId === null) return {}
  const [mandate, last] = await Promise.all([findMandate(tx, actor.mandateId), latestProjections(tx, actor.reportId)])
  const got = last.get(recipient)?.projection.items
  const knows = got?.every(({ strength }) => strength !== 'anonymised')
  return knows && mandate?.vendorName ? { by: mandate.vendorName } : {}
}
