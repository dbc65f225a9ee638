import { Refusal } from '#app/http/refusal.ts'
import { answerConsents, type AnswerConsent } from '#app/reports/board/beyond-needs.ts'
import { plannedRevisions } from '#app/reports/calendar/calendar-page.server.ts'
import { changeDraft, getDraft } from '#app/reports/form/save-answers.server.ts'
import { listAudit, recordAudit } from '#db/audit/audit.server.ts'
import { insertFeedback } from '#db/case-files/feedback.server.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { listCaseFilesOfReport } from '#db/reports/board.server.ts'
import { listConsents } from '#db/reports/consents.server.ts'
import { listDeliveries } from '#db/submissions/deliveries.server.ts'

import { consentItems, consentSaid, consentVersion } from './choose.ts'
import { leftBecauseOf, recordOf, type ConsentKind, type ConsentRecord, type Left } from './consent-page.ts'

export interface ConsentState {
  kind: ConsentKind
  /** As the draft has it now. */
  said: 'yes' | 'no' | 'later'
  records: readonly ConsentRecord[]
  left: readonly Left[]
}

/** For each kind of sharing: what was said when, to which words, and what has left because of it. */
export async function readConsents({ db, actor }: Context<Filer>): Promise<ConsentState[]> {
  const { reportId } = actor
  return db.transaction(async (tx) => {
    const [draft, left, sent, acts] = await Promise.all([
      getDraft(tx, reportId),
      leftByKind(tx, reportId),
      listConsents(tx, reportId),
      listAudit(tx, reportId),
    ])
    const records = [
      ...sent.map(({ kind, given, revisionNumber, recordedAt }) =>
        recordOf(kind, { given, revision: revisionNumber, at: recordedAt }),
      ),
      ...acts
        .filter(({ did }) => did === 'consent.withdrawn')
        .map(({ subject, at }) => recordOf(subject ?? '', { given: false, revision: null, at })),
    ].toSorted((a, b) => a.at.getTime() - b.at.getTime())
    return consentItems.map((kind) => ({
      kind,
      said: consentSaid(draft.answers, kind),
      records: records.filter((record) => record.kind === kind),
      left: left.get(kind) ?? [],
    }))
  })
}

/**
 * From now on nothing goes because of this consent. What has left cannot be called back; those who have it because of
 * the consent are told, in the report's language: with the change, or not at all.
 */
export async function withdrawConsent(context: Context<Filer>, kind: string, message: string): Promise<void> {
  const known = consentItems.find((one) => one === kind)
  if (!known) throw new Refusal('notFound')
  await changeDraft(context, async (tx, { answers }) => {
    if (answers[known] !== true) return { items: [], answers: {} } // pressed twice
    await tellWithdrawn(tx, context, known, message)
    return { items: [known], answers: { [known]: false } }
  })
}

async function tellWithdrawn(tx: Tx, { actor, now }: Context<Filer>, kind: ConsentKind, text: string): Promise<void> {
  const { reportId } = actor
  await recordAudit(tx, { reportId, did: 'consent.withdrawn', subject: `${kind}@${consentVersion}`, now })
  const [left, files] = await Promise.all([leftByKind(tx, reportId), listCaseFilesOfReport(tx, reportId)])
  const reached = new Set(left.get(kind)?.map(({ recipient }) => recipient))
  for (const { caseFileId, recipient } of files.filter((file) => reached.has(file.recipient))) {
    await insertFeedback(tx, { caseFileId, reportId, recipient, kind: 'message', body: { text }, now })
  }
}

async function leftByKind(tx: Tx, reportId: string): Promise<Map<ConsentKind, Left[]>> {
  const [history, deliveries] = await Promise.all([plannedRevisions(tx, reportId), listDeliveries(tx, reportId)])
  return new Map(consentItems.map((kind) => [kind, leftBecauseOf(kind, history, deliveries)]))
}

/** Answers that went to a body by consent alone. They cannot be called back, and no further ones go because of them. */
export async function readAnswerConsents({ db, actor }: Context<Filer>): Promise<AnswerConsent[]> {
  return answerConsents(await db.transaction((tx) => listConsents(tx, actor.reportId)))
}
