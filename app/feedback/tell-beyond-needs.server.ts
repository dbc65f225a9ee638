import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { answerConsentKind } from '#app/reports/board/beyond-needs.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { holdOpen, insertFeedback, type Feedback } from '#db/case-files/feedback.server.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { insertConsent } from '#db/reports/consents.server.ts'
import type { Answers, ItemId } from '#forms/item.ts'

import { signatureTo } from './signature.server.ts'

/** A question, and those of its items that its asker gets by consent alone. */
export interface Consented {
  question: Feedback
  items: readonly ItemId[]
}

/** The answer goes to the asker and to nobody else, beside the report; each consent is on record before it leaves. */
export async function tellBeyondNeeds(
  tx: Tx,
  { actor, now }: Pick<Context<Filer>, 'actor' | 'now'>,
  consented: readonly Consented[],
  { answers }: { answers: Answers },
): Promise<void> {
  const { reportId } = actor
  const questions = consented.map(({ question }) => question)
  const open = await holdOpen(tx, questions)
  for (const { question, items } of consented.filter((one) => open.includes(one.question))) {
    const { id, caseFileId, recipient, item, officerId } = question
    for (const one of items) {
      const kind = answerConsentKind(recipient, one)
      await insertConsent(tx, { reportId, kind, now })
      await recordAudit(tx, { reportId, did: 'consent.given', subject: kind, now })
    }
    const told = items.map((one) => ({ item: one, value: answers[one] ?? null }))
    const about = item ? { item } : {}
    await insertFeedback(tx, {
      ...about,
      caseFileId,
      recipient,
      reportId,
      kind: 'answer',
      body: { told, ...(await signatureTo(tx, actor, recipient)) },
      answers: id,
      now,
    })
    await queueNotice(tx, { to: { caseFileId, askedBy: officerId }, event: 'answer', key: id })
  }
}
