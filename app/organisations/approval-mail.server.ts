import { z } from 'zod'

import { queueNotice } from '#app/notices/queue-notice.server.ts'
import type { Context, Worker } from '#db/context.ts'

const payloadOf = z.object({ accountId: z.uuid() })

/** Queued before accounts had notices (migration 177), as a mail of its own: its person is told as people are told now. */
export async function tellAsNow({ db }: Context<Worker>, payload: unknown): Promise<void> {
  const { accountId } = payloadOf.parse(payload)
  await db.transaction((tx) => queueNotice(tx, { to: { accountId }, event: 'approval' }))
}
