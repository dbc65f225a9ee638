import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Worker } from '#db/context.ts'
import { stopNoticeAddress } from '#db/notices/notice-addresses.server.ts'

import { readStopToken, type Sign } from './tokens.ts'

/**
 * The link in a mail stops the mails to that address; nobody signs in for it. False: that is no token of ours. An address
 * that is gone or stopped already answers like any other, so that the answer tells nothing about it.
 */
export async function stopNotices({ db, now }: Context<Worker>, token: string, sign: Sign): Promise<boolean> {
  const addressId = readStopToken(sign, token)
  if (addressId === null) return false
  await db.transaction(async (tx) => {
    const stopped = await stopNoticeAddress(tx, addressId, 'unsubscribed', now)
    if (!stopped?.reportId) return
    await recordAudit(tx, { reportId: stopped.reportId, did: 'notice.stopped', details: { why: 'unsubscribed' }, now })
  })
  return true
}
