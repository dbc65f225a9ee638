import type { Context, Worker } from '#db/context.ts'
import { claimReminders } from '#db/reports/reminders.server.ts'

import { queueNotice } from './queue-notice.server.ts'

/** Looks for deadlines that somebody wants to be reminded of now. Marked and queued together: none is told twice. */
export async function findReminders({ db, now }: Context<Worker>): Promise<void> {
  await db.transaction(async (tx) => {
    for (const reportId of await claimReminders(tx, now)) {
      await queueNotice(tx, { to: { reportId }, event: 'reminder' })
    }
  })
}
