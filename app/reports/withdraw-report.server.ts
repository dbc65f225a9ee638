import type { Context, Filer } from '#db/context.ts'
import { recordAudit } from '#db/audit.server.ts'
import { listCaseFilesOfReport } from '#db/board.server.ts'
import { insertFeedback } from '#db/feedback.server.ts'
import { markWithdrawn } from '#db/reports.server.ts'

export const reasonLimit = 1_000

/** Takes a report back. What was delivered stays where it is; every recipient that got it is told, with the reason. */
export async function withdrawReport({ db, actor, now }: Context<Filer>, message: string): Promise<void> {
  const { reportId } = actor
  await db.transaction(async (tx) => {
    if (!(await markWithdrawn(tx, reportId, now))) return // pressed twice
    for (const { caseFileId, recipient } of await listCaseFilesOfReport(tx, reportId)) {
      await insertFeedback(tx, { caseFileId, reportId, recipient, kind: 'message', body: { text: message }, now })
    }
    await recordAudit(tx, { reportId, did: 'report.withdrawn', now })
  })
}
