import { z } from 'zod'

import type { Context, Worker } from '#db/context.ts'
import { recordAudit } from '#db/audit.server.ts'
import { findNoticeAddress } from '#db/notice-addresses.server.ts'

import type { Mailer } from './mailer.server.ts'
import { noticeOf } from './notice.server.ts'

const payloadOf = z.object({ reportId: z.string().optional() })

/**
 * Tells a reporter who asked for it that there is something new. A mail server that fails throws, and the job is tried
 * again; without a mail server the audit says that nothing was sent, so that silence has a reason.
 */
export async function sendNotice(
  { db, now }: Context<Worker>,
  payload: unknown,
  { mailer, origin }: { mailer: Mailer | null; origin: string | null },
): Promise<void> {
  const { reportId } = payloadOf.parse(payload)
  if (!reportId) return
  const wanted = await db.transaction((tx) => findNoticeAddress(tx, reportId))
  if (!wanted) return

  if (mailer) await mailer.send(wanted.address, noticeOf(wanted.language, wanted.reference, origin))
  const did = mailer ? 'notice.sent' : 'notice.not-sent'
  const details = mailer ? undefined : { why: 'no mail server' }
  await db.transaction((tx) => recordAudit(tx, { reportId, did, details, now }))
}
