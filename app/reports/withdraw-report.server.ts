import { recordAudit } from '#db/audit/audit.server.ts'
import { insertFeedback } from '#db/case-files/feedback.server.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { listCaseFilesOfReport } from '#db/reports/board.server.ts'
import { markWithdrawn } from '#db/reports/reports.server.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'

export const reasonLimit = 1_000

/** Whom a withdrawal will be told to: with the reason, or without it. */
export async function toldOfWithdrawal({ db, actor }: Context<Filer>) {
  const all = await db.transaction((tx) => listTold(tx, actor.reportId))
  const those = (plain: boolean) => all.filter((one) => one.plain === plain).map(({ recipient }) => recipient)
  return { withReason: those(false), plain: those(true) }
}

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
    for (const { caseFileId, recipient, plain: isPlain } of await listTold(tx, reportId)) {
      const text = isPlain ? plain : message
      await insertFeedback(tx, { caseFileId, reportId, recipient, kind: 'message', body: { text }, now })
    }
    await recordAudit(tx, { reportId, did: 'report.withdrawn', now })
  })
}

async function listTold(tx: Tx, reportId: string) {
  const parts = await latestProjections(tx, reportId)
  const files = await listCaseFilesOfReport(tx, reportId)
  return files.map(({ caseFileId, recipient }) => {
    const items = parts.get(recipient)?.projection.items ?? []
    return { caseFileId, recipient, plain: items.some(({ strength }) => strength === 'anonymised') }
  })
}
