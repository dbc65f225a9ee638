import { z } from 'zod'

import type { Context, Worker } from '#db/context.ts'
import { markDelivered } from '#db/deliveries.server.ts'
import { addExtractDue } from '#db/extracts-due.server.ts'

const revision = z.object({ reportId: z.string(), number: z.number() })

/**
 * Puts a revision into the queues of those it was sent to. The queue is the only channel so far, so this records the
 * time; channels outside the portal are tried here, and one that fails never touches the filing.
 */
export async function deliverRevision({ db, now }: Context<Worker>, payload: unknown): Promise<void> {
  const { reportId, number } = revision.parse(payload)
  await db.transaction(async (tx) => {
    await Promise.all([markDelivered(tx, { reportId, number }, now), addExtractDue(tx, reportId, now)])
  })
}
