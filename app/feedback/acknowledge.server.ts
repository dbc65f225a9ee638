import { limits, problemsOfLength, type ActResult } from '#app/case-files/acts/act.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { acknowledgeCaseFile, getCaseFile, getCaseToActOn } from '#db/case-files/case-files.server.ts'
import type { Context, Desk } from '#db/context.ts'
import { saidJustNow } from '#db/reports/said-just-now.server.ts'

/**
 * Tells the reporter that the body has taken the report in hand, with the body's own number if it has one. `first`: it was
 * meant as the first; when a colleague was quicker, no second number goes out unseen.
 */
export async function acknowledge(
  { db, now }: Context<Desk>,
  id: string,
  { number, text, first = false }: { number: string; text: string; first?: boolean },
): Promise<ActResult> {
  const problems = [
    ...problemsOfLength('number', number, 'number', limits.number),
    ...problemsOfLength('text', text, 'message'),
  ]
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const { reportId, recipient } = await getCaseToActOn(tx, id)
    const body = { number, ...(text ? { text } : {}) }
    const said = { caseFileId: id, reportId, recipient, kind: 'acknowledgement', body, now } as const
    if (await saidJustNow(tx, said)) return { done: 'acknowledged' }
    if (first && (await getCaseFile(tx, id)).acknowledgedAt)
      return { problems: [{ field: 'number', code: 'acknowledgedBefore' }] }
    await acknowledgeCaseFile(tx, id, body, now)
    await recordAudit(tx, { reportId, did: 'case.acknowledged', subject: id, now })
    await queueNotice(tx, { to: { reportId }, event: 'feedback' })
    return { done: 'acknowledged' }
  })
}
