import { recordAudit } from '#db/audit/audit.server.ts'
import { insertFeedback } from '#db/case-files/feedback.server.ts'
import type { Context, Filer } from '#db/context.ts'
import { listCaseFilesOfReport } from '#db/reports/board.server.ts'
import { markWithdrawn } from '#db/reports/reports.server.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'

export const reasonLimit = 1_000

/**
 * Takes a report back. What was delivered stays where it is; every recipient that got it is told, with the reason. Whoever
 * gets anonymised information only is told without it (`plain`): the reason is written freely.
 */
export async function withdrawReport(
  { db, actor, now }: Context<Filer>,
  { message, plain }: { message: string; plain: string },
): Promise<void> {
  const { reportId } = actor
  await db.transaction(async (tx) => {
    if (!(await markWithdrawn(tx, reportId, now))) return // pressed twice
    const parts = await latestProjections(tx, reportId)
    for (const { caseFileId, recipient } of await listCaseFilesOfReport(tx, reportId)) {
      const items = parts.get(recipient)?.projection.items ?? []
      const text = items.some(({ strength }) => strength === 'anonymised') ? plain : message
      await insertFeedback(tx, { caseFileId, reportId, recipient, kind: 'message', body: { text }, now })
    }
    await recordAudit(tx, { reportId, did: 'report.withdrawn', now })
  })
}
