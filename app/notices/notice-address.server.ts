import type { Context, Holder } from '#db/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import { recordAudit } from '#db/audit.server.ts'
import { findNoticeAddress, removeNoticeAddress, setNoticeAddress } from '#db/notice-addresses.server.ts'
import { findReport } from '#db/reports.server.ts'
import { normalisers } from '#forms/answers/text-like.ts'

const longest = 254 // RFC 5321: what an SMTP server must take

/** The address that a reporter wants to be told at, or null. */
export async function readNoticeAddress({ db, actor }: Context<Holder>): Promise<string | null> {
  const found = await db.transaction((tx) => findNoticeAddress(tx, actor.reportId))
  return found?.address ?? null
}

/** Starts, changes or (with an empty text) ends notices by mail. False: that is no address. */
export async function askForNotices({ db, actor, now }: Context<Holder>, typed: string): Promise<boolean> {
  const { reportId } = actor
  if (typed === '') {
    await db.transaction(async (tx) => {
      await removeNoticeAddress(tx, reportId)
      await recordAudit(tx, { reportId, did: 'notice.ended', now })
    })
    return true
  }
  const read = normalisers.email(typed)
  if (!('text' in read) || read.text.length > longest) return false
  await db.transaction(async (tx) => {
    const report = await findReport(tx, reportId)
    if (!report) throw new Refusal('notFound')
    const { reference, language } = report
    await setNoticeAddress(tx, { reportId, reference, language, address: read.text, now })
    await recordAudit(tx, { reportId, did: 'notice.asked', now })
  })
  return true
}
