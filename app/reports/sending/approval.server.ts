import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { getDraft } from '#app/reports/form/save-answers.server.ts'
import { previewPage } from '#app/reports/preview/preview-page.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Filer, FilingMember } from '#db/context.ts'
import {
  decideApproval,
  findOpenApproval,
  insertApproval,
  listApprovals,
  needsApproval,
  type Approval,
} from '#db/reports/approvals.server.ts'
import { findReport } from '#db/reports/reports.server.ts'

import { givenWish, mayApprove } from './second-person.server.ts'
import { submissionKey, submitReport, type Sent } from './submit-report.server.ts'
import { tellApprovers } from './tell-approvers.server.ts'

export const approvalWordsLimit = 1_000

/** What was asked and decided, the draft as it stands, and what whoever looks can do about it. */
export async function readApproval(context: Context<Filer>) {
  const { db, actor } = context
  const preview = await previewPage(context)
  const { needed, asked, approvals } = await db.transaction(async (tx) => ({
    needed: await needsApproval(tx, actor.reportId),
    asked: await findOpenApproval(tx, actor.reportId),
    approvals: await listApprovals(tx, actor.reportId),
  }))
  const open = approvals.find(({ decision }) => decision === null) ?? null
  const own = actor.kind === 'member' && open?.askedBy === actor.accountId
  return {
    preview,
    needed,
    approvals,
    open,
    own,
    /** Whoever asked may not ask any more: an approver returns it, and somebody else asks. */
    isOver: asked !== null && !asked.stands,
    isStale: open !== null && open.draftVersion !== preview.draft.version,
    mayDecide: open !== null && !own && mayApprove(actor),
  }
}

/**
 * Asks for a second person to look at the draft as it stands. A wish of one's own for an earlier draft ends; the button pressed
 * twice is one wish. False when somebody else's for this draft waits.
 */
export async function askApproval({ db, actor, now }: Context<FilingMember>, words: string): Promise<boolean> {
  const { reportId, accountId: by } = actor
  return db.transaction(async (tx) => {
    await inTurn(tx, `approval ${reportId}`)
    const { version } = await getDraft(tx, reportId)
    const open = await findOpenApproval(tx, reportId)
    if (open?.draftVersion === version) return open.askedBy === by
    if (open?.askedBy === by) {
      await decideApproval(tx, { id: open.id, reportId }, { decision: 'withdrawn', by, answer: '', now })
    } else if (open && !mayApprove(actor)) return false
    else if (open) await decideApproval(tx, { id: open.id, reportId }, { decision: 'returned', by, answer: '', now })
    const asked = await insertApproval(tx, { reportId, draftVersion: version, by, words, now })
    if (!asked) return false
    await recordAudit(tx, { reportId, did: 'approval.asked', now })
    await tellApprovers(tx, actor)
    return true
  })
}

/** Sends what somebody else asked for: their draft, as it was shown. */
export async function approve(context: Context<FilingMember>, id: string): Promise<Sent> {
  const { db, actor } = context
  const { reportId, accountId: by } = actor
  const { report, open, asked } = await db.transaction(async (tx) => ({
    report: await findReport(tx, reportId), // before the wish, which a sending between the two ends
    open: await findOpenApproval(tx, reportId),
    asked: (await listApprovals(tx, reportId)).find((one) => one.id === id),
  }))
  if (!report || !asked) throw new Refusal('conflict')
  if (open?.id !== id) return decidedBefore(context, asked)
  if (open.askedBy === by || !mayApprove(actor)) throw new Refusal('forbidden')
  if (!open.stands) return { kind: 'changed' }
  const key = submissionKey(reportId, report.revisionNumber, open.draftVersion)
  return submitReport(context, { key, version: open.draftVersion, wish: givenWish(context, open) })
}

/** The button was pressed twice, or by two people: it was sent once, and both see the receipt. */
async function decidedBefore({ db, actor }: Context<FilingMember>, { decision }: Approval): Promise<Sent> {
  if (decision !== 'sent') return { kind: 'changed' }
  const report = await db.transaction((tx) => findReport(tx, actor.reportId))
  if (!report) throw new Refusal('conflict')
  return { kind: 'sent', number: report.revisionNumber, recipients: [], replayed: true }
}

/** Back to whoever asked with words, or taken back by whoever asked. False when it was decided before. */
export async function endApproval(
  { db, actor, now }: Context<FilingMember>,
  id: string,
  answer: string,
): Promise<boolean> {
  const { reportId, accountId: by } = actor
  return db.transaction(async (tx) => {
    const open = await findOpenApproval(tx, reportId)
    if (open?.id !== id) return false
    const own = open.askedBy === by
    if (!own && !mayApprove(actor)) throw new Refusal('forbidden')
    const decision = own ? 'withdrawn' : 'returned'
    if (!(await decideApproval(tx, { id, reportId }, { decision, by, answer, now }))) return false
    await recordAudit(tx, { reportId, did: `approval.${decision}`, now })
    if (!own) await queueNotice(tx, { to: { accountId: open.askedBy }, event: 'approval-decided', key: id })
    return true
  })
}
