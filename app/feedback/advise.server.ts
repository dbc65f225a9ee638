import { problemsOfText, type ActResult } from '#app/case-files/acts/act.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseToActOn } from '#db/case-files/case-files.server.ts'
import { insertFeedback } from '#db/case-files/feedback.server.ts'
import type { Context, Desk } from '#db/context.ts'
import { saidJustNow } from '#db/reports/said-just-now.server.ts'

import { tlps } from './tlp.ts'

/** Tells the reporter what to do, and how far that may be passed on. */
export async function advise(
  { db, now }: Context<Desk>,
  id: string,
  { text, tlp }: { text: string; tlp: string },
): Promise<ActResult> {
  const known = tlps.some((colour) => colour === tlp)
  const problems = [...problemsOfText('text', text, 'advice'), ...(known ? [] : [{ field: 'tlp', code: 'tlpMissing' }])]
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const { reportId, recipient } = await getCaseToActOn(tx, id)
    const said = { caseFileId: id, reportId, recipient, kind: 'advice', body: { text, tlp }, now } as const
    if (await saidJustNow(tx, said)) return { done: 'advised' }
    const given = await insertFeedback(tx, said)
    await recordAudit(tx, { reportId, did: 'advice.given', subject: given, now })
    await queueNotice(tx, { to: { reportId }, event: 'feedback' })
    return { done: 'advised' }
  })
}
