import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { closeCaseFile, getCaseFile, reopenCaseFile } from '#db/case-files/case-files.server.ts'
import { insertFeedback } from '#db/case-files/feedback.server.ts'
import type { Context, Desk } from '#db/context.ts'

import { problemsOfLength, type ActProblem, type ActResult } from './act.ts'
import { closingReasons } from './closing-reasons.ts'

/** Ends the body's own work on the report and says so to the reporter, with the reason. Others go on. */
export async function closeCase(
  { db, now }: Context<Desk>,
  id: string,
  { reason, text }: { reason: string; text: string },
): Promise<ActResult> {
  const problems = problemsOfClosing(reason, text)
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const { reportId, recipient } = await getCaseFile(tx, id)
    if (!(await closeCaseFile(tx, id, reason, now))) return { problems: [{ field: 'reason', code: 'alreadyClosed' }] }

    const body = text ? { reason, text } : { reason }
    await insertFeedback(tx, { caseFileId: id, reportId, recipient, kind: 'closing', body, now })
    await recordAudit(tx, { reportId, did: 'case.closed', subject: id, details: { reason }, now })
    await queueNotice(tx, { to: { reportId }, event: 'feedback' })
    return { done: 'closed' }
  })
}

export async function reopenCase({ db, now }: Context<Desk>, id: string): Promise<ActResult> {
  return db.transaction(async (tx) => {
    const { reportId, recipient } = await getCaseFile(tx, id)
    if (!(await reopenCaseFile(tx, id, now))) return { problems: [{ field: 'reopen', code: 'notClosed' }] }

    await insertFeedback(tx, { caseFileId: id, reportId, recipient, kind: 'reopening', body: {}, now })
    await recordAudit(tx, { reportId, did: 'case.reopened', subject: id, now })
    await queueNotice(tx, { to: { reportId }, event: 'feedback' })
    return { done: 'reopened' }
  })
}

function problemsOfClosing(reason: string, text: string): ActProblem[] {
  const unknown = !closingReasons.some((known) => known === reason)
  return [
    ...(unknown ? [{ field: 'reason', code: 'reasonMissing' }] : []),
    ...problemsOfLength('text', text, 'message'),
  ]
}
