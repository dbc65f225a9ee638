/** An endpoint of the body that the actor administers, and a message to it. */
import type { Tx } from '#db/context.ts'
import { insertTestMessage } from '#db/programs/webhook-messages.server.ts'
import { insertWebhook } from '#db/programs/webhooks.server.ts'
import { monday } from '#test/support/filings.ts'

export async function withWebhook(tx: Tx): Promise<void> {
  const webhook = { url: 'x', secrets: [], events: ['delivery.received'], contentKey: null, now: monday }
  await insertTestMessage(tx, await insertWebhook(tx, webhook), 'webhook.test', monday)
}
