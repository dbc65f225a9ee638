import { Refusal } from '#app/http/refusal.ts'
import { tellAnswered } from '#app/feedback/answer-question.server.ts'
import { dueByRule } from '#app/feedback/settled.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { isLimited } from '#app/reports/authority.ts'
import { getDraft } from '#app/reports/form/save-answers.server.ts'
import { previewPage, type PreviewPage } from '#app/reports/preview/preview-page.server.ts'
import { submissionKey, submitReport, type Sent } from '#app/reports/sending/submit-report.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { listOpenQuestions, type Feedback } from '#db/case-files/feedback.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Filer, FilingVendor, Tx } from '#db/context.ts'
import { findMandate, type Mandate } from '#db/mandates/mandates.server.ts'
import {
  decideSending,
  doesStand,
  findOpenSending,
  holdSending,
  insertSending,
  listSendings,
  markFiled,
  takeBackSendings,
  type Sending,
} from '#db/mandates/sendings.server.ts'
import { findReport } from '#db/reports/reports.server.ts'
import { justNow } from '#db/reports/said-just-now.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { Wish } from '#db/submissions/submissions.server.ts'
import { waitsForClient, type Scope } from '#forms/mandates/scope.ts'
import type { RecipientId } from '#forms/plan.ts'

/** Does what this filer wants to send wait for somebody else? */
export const mustWait = (actor: Filer): actor is FilingVendor =>
  actor.kind === 'vendor' && actor.mandateId !== null && waitsForClient(actor.scope)

/**
 * Asks the client to send the draft as it stands. It takes the place of an earlier wish; the button pressed twice is one. False when nobody would get
 * anything new: the client could not say yes. Who has some sections says that these are done, and the client goes on.
 * `answers`: questions that it answers, beside those that the earlier wish answered.
 */
export async function askToSend(context: Context<FilingVendor>, answers: readonly string[] = []): Promise<boolean> {
  const { db, actor, now } = context
  const { reportId, mandateId, accountId } = actor
  if (mandateId === null) throw new Refusal('forbidden')
  if (!isLimited(actor) && (await previewPage(context)).news.length === 0) return false
  await db.transaction(async (tx) => {
    await inTurn(tx, `sending ${reportId}`)
    const before = await findOpenSending(tx, reportId)
    const answered = before?.mandateId === mandateId ? before.questions : []
    const questions = [...new Set([...answered, ...answers])]
    if (!mayAsk(actor.scope, questions)) throw new Refusal('forbidden')
    const { version } = await getDraft(tx, reportId)
    if (isAgain(before, context, version, questions.length)) return
    const id = newId()
    const asked = { id, reportId, mandateId, draftVersion: version, askedBy: accountId, questions, now }
    if (!(await insertSending(tx, asked))) throw new Refusal('conflict') // another vendor's waits already
    await recordAudit(tx, { reportId, did: 'mandate.sending-asked', details: { mandate: mandateId }, now })
    await tellClient(tx, reportId, id)
  })
  return true
}

/** The very wish that waits already, of a moment ago: its client heard of it. A program has its own keys for that. */
const isAgain = (before: Sending | null, { actor, now }: Context<FilingVendor>, version: number, questions: number) =>
  before !== null &&
  !actor.program &&
  before.mandateId === actor.mandateId &&
  before.askedBy === actor.accountId &&
  before.draftVersion === version &&
  before.questions.length === questions &&
  now.getTime() - before.askedAt.getTime() < justNow

/** Who may only answer asks for what answers something. */
const mayAsk = ({ acts }: Scope, questions: readonly string[]): boolean =>
  acts.includes('send') || (acts.includes('answer') && questions.length > 0)

/** Where the report itself is told, and whoever of its organisation can send it. */
async function tellClient(tx: Tx, reportId: string, key: string): Promise<void> {
  await queueNotice(tx, { to: { reportId }, event: 'sending', key })
  const organisationId = (await findReport(tx, reportId))?.organisationId
  const roles = ['administrator', 'editor', 'approver'] as const
  if (organisationId) await queueNotice(tx, { to: { organisationId, roles }, event: 'sending', key })
}

/** False when nothing waits: the client was faster. */
export async function takeBackSending({ db, actor, now }: Context<FilingVendor>): Promise<boolean> {
  const { reportId, mandateId } = actor
  return db.transaction(async (tx) => {
    if (!(await takeBackSendings(tx, reportId, now))) return false
    await recordAudit(tx, { reportId, did: 'mandate.sending-taken-back', details: { mandate: mandateId }, now })
    return true
  })
}

export interface WaitingSending {
  sending: Sending
  mandate: Mandate
  preview: PreviewPage
  /** Something was saved since the vendor asked: it has to ask anew. */
  isStale: boolean
  /** The mandate ran out, or whoever asked may send for the vendor no more: nobody can approve it. */
  isOver: boolean
}

/** What a vendor wants to send, for the client that has to look at it. Null when nothing waits. */
export async function readWaiting(context: Context<Filer>): Promise<WaitingSending | null> {
  const { db, actor, now } = context
  const waiting = await db.transaction(async (tx) => {
    const sending = await findOpenSending(tx, actor.reportId)
    const mandate = sending && (await findMandate(tx, sending.mandateId))
    return sending && mandate ? { sending, mandate, isOver: !(await doesStand(tx, sending.id, now)) } : null
  })
  if (!waiting) return null
  const preview = await previewPage(context)
  return { ...waiting, preview, isStale: preview.draft.version !== waiting.sending.draftVersion }
}

/** `decided`: it was returned, stopped or taken back before. A second press of the button finds what the first one sent. */
export type Approved = Sent | { kind: 'decided' }

/** The client sends it, and the vendor's name goes with it. */
export async function approveSending(context: Context<Filer>, id: string): Promise<Approved> {
  const { db, actor, now } = context
  const { reportId } = actor
  const found = await db.transaction(async (tx) => {
    const of = await findReport(tx, reportId) // before the wish, which a sending between the two ends
    const sendings = await listSendings(tx, reportId)
    const sending = sendings.find((one) => one.id === id)
    const under = sending && (await findMandate(tx, sending.mandateId))
    if (!sending || !of) throw new Refusal('conflict')
    return { sending, mandate: under, report: of, stands: await doesStand(tx, id, now) }
  })
  const { sending, mandate, report, stands } = found
  if (sending.decidedAt || !mandate) return sentBefore(sending)
  if (!stands) return { kind: 'changed' }
  const { draftVersion: version, mandateId } = sending
  const key = submissionKey(reportId, report.revisionNumber, version)
  const filedUnder = { mandateId, vendor: mandate.vendorName ?? '', approved: true }
  const asked = await answeredBy(context, sending)
  const wish: Wish = {
    hold: async (tx) => (await holdSending(tx, id)) && doesStand(tx, id, now),
    async settle(tx, revision) {
      await decideSending(tx, { id, reportId, decision: 'approved', now })
      await markFiled(tx, id, revision)
      const details = { mandate: mandateId, revision }
      await recordAudit(tx, { reportId, did: 'mandate.sending-approved', details, now })
      await queueNotice(tx, { to: { accountId: sending.askedBy }, event: 'sending-decided', key: id })
    },
  }
  const words = wordsOf(report.language)('reporter:board.unchangedAnswer')
  const tell = (tx: Tx, reached: readonly RecipientId[]) => tellAnswered(tx, context, asked, { reached, words })
  return submitReport(context, { key, version, filedUnder, asked, wish, tell })
}

/** Questions that are open still and whose askers get by the draft what they asked for. Others wait on. */
async function answeredBy(context: Context<Filer>, { reportId, questions }: Sending): Promise<Feedback[]> {
  if (questions.length === 0) return []
  const open = await context.db.transaction((tx) => listOpenQuestions(tx, reportId))
  const { plan, draft } = await previewPage(context)
  return dueByRule(
    open.filter(({ id }) => questions.includes(id)),
    plan,
    draft.choices,
  )
}

const sentBefore = ({ revisionNumber: number }: Sending): Approved =>
  number === null ? { kind: 'decided' } : { kind: 'sent', number, recipients: [], replayed: true }

/** Back to the vendor with words (returned), or simply not sent (stopped). False when it was decided before, or sent. */
export async function refuseSending(
  { db, actor, now }: Context<Filer>,
  id: string,
  { decision, words }: { decision: 'returned' | 'stopped'; words: string },
): Promise<boolean> {
  const { reportId } = actor
  return db.transaction(async (tx) => {
    const open = await findOpenSending(tx, reportId)
    if (open?.id !== id || !(await decideSending(tx, { id, reportId, decision, words, now }))) return false
    await recordAudit(tx, { reportId, did: `mandate.sending-${decision}`, details: { mandate: open.mandateId }, now })
    await queueNotice(tx, { to: { accountId: open.askedBy }, event: 'sending-decided', key: id })
    return true
  })
}
