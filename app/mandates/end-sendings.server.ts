import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Tx, Worker } from '#db/context.ts'
import { endSendings, type EndedSending } from '#db/mandates/sendings.server.ts'

/**
 * What waits for a client ends with its mandate, or when whoever asked for it may send for the vendor no more. The draft
 * stays as it is, and both sides hear of it.
 */
export async function endWaiting({ db, now }: Context<Worker>): Promise<void> {
  await db.transaction(async (tx) => {
    for (const ended of await endSendings(tx, now)) {
      const { reportId, mandateId } = ended
      await recordAudit(tx, { reportId, did: 'mandate.sending-stopped', details: { mandate: mandateId }, now })
      await tellBoth(tx, ended)
    }
  })
}

async function tellBoth(tx: Tx, { id: key, reportId, askedBy, clientId, vendorId }: EndedSending): Promise<void> {
  const roles = ['administrator', 'editor'] as const
  await queueNotice(tx, { to: { reportId }, event: 'mandate', key })
  for (const organisationId of [clientId, vendorId]) {
    if (organisationId) await queueNotice(tx, { to: { organisationId, roles }, event: 'mandate', key })
  }
  await queueNotice(tx, { to: { accountId: askedBy }, event: 'sending-decided', key })
}
