import { z } from 'zod'

import type { Context, Worker } from '#db/context.ts'
import { recordAudit } from '#db/audit.server.ts'
import { queueJob } from '#db/jobs.server.ts'
import { findNoticeAddress } from '#db/notice-addresses.server.ts'
import { claimReminders } from '#db/reminders.server.ts'

import type { Mailer } from './mailer.server.ts'
import { noticeOf } from './notice.server.ts'

const payloadOf = z.object({ reportId: z.string() })

/** Looks for deadlines that somebody wants to be reminded of now. Marked and queued together: none is told twice. */
export async function findReminders({ db, now }: Context<Worker>): Promise<void> {
  await db.transaction(async (tx) => {
    for (const reportId of await claimReminders(tx, now)) {
      await queueJob(tx, 'send-reminder', { reportId }, `reminder:${reportId}`)
    }
  })
}

/** Says that a deadline is near, and neither which nor whose. A mail server that fails throws, and the job is tried again. */
export async function sendReminder(
  { db, now }: Context<Worker>,
  payload: unknown,
  { mailer, origin }: { mailer: Mailer | null; origin: string | null },
): Promise<void> {
  const { reportId } = payloadOf.parse(payload)
  const wanted = await db.transaction((tx) => findNoticeAddress(tx, reportId))
  if (!wanted) return

  if (mailer) await mailer.send(wanted.address, noticeOf(wanted.language, wanted.reference, origin, 'reminder'))
  const did = mailer ? 'reminder.sent' : 'reminder.not-sent'
  await db.transaction((tx) => recordAudit(tx, { reportId, did, now }))
}
