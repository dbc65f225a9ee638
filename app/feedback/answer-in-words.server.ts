import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { namesSomebody } from '#app/reports/form/naming.server.ts'
import {
  insertFeedback,
  itemsAsked,
  listFeedback,
  listOpenQuestions,
  type Feedback,
} from '#db/case-files/feedback.server.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { listCaseFilesOfReport } from '#db/reports/board.server.ts'
import { saidJustNow } from '#db/reports/said-just-now.server.ts'
import { recordAnswered } from '#db/vendors/vendor-seats.server.ts'
import type { RecipientId } from '#forms/plan.ts'

import { answerAll } from './answer-question.server.ts'
import { signatureTo } from './signature.server.ts'

/** Answers one question in words: about no item, or about a report that was withdrawn. A second press changes nothing. */
export async function answerInWords(context: Context<Filer>, id: string, text: string): Promise<void> {
  const { db, actor, now } = context
  if (await namesSomebody(context, text)) throw new Refusal('forbidden')
  await db.transaction(async (tx) => {
    const question = (await listOpenQuestions(tx, actor.reportId)).find((one) => one.id === id)
    if (!question) throw new Refusal('notFound')
    if ((await answerAll(tx, { actor, now }, [question], text)) > 0) return recordAnswered(tx, actor, now)
    if (!(await isAnsweredWith(tx, question, text))) throw new Refusal('notFound') // ended in this moment
  })
}

async function isAnsweredWith(tx: Tx, { id, reportId, recipient }: Feedback, text: string): Promise<boolean> {
  const said = await listFeedback(tx, reportId, recipient)
  const answer = said.find((one) => one.id === id)?.answered?.feedbackId
  return answer != null && said.find((one) => one.id === answer)?.body.text === text
}

/** Ends a question about items without an answer; `text` says so to whoever asked, in the report's language. */
export async function declineQuestion({ db, actor, now }: Context<Filer>, id: string, text: string): Promise<void> {
  await db.transaction(async (tx) => {
    const question = (await listOpenQuestions(tx, actor.reportId)).find((one) => one.id === id)
    if (!question || itemsAsked(question).length === 0) return // answered on another screen meanwhile
    if ((await answerAll(tx, { actor, now }, [question], text)) > 0) await recordAnswered(tx, actor, now)
  })
}

/** Writes to one recipient without being asked. */
export async function tellRecipient(context: Context<Filer>, recipient: RecipientId, text: string): Promise<void> {
  const { db, actor, now } = context
  if (await namesSomebody(context, text)) throw new Refusal('forbidden')
  const { reportId } = actor
  await db.transaction(async (tx) => {
    const line = (await listCaseFilesOfReport(tx, reportId)).find((one) => one.recipient === recipient)
    if (!line || line.closedReason === 'returned') throw new Refusal('notFound')
    const { caseFileId } = line
    const body = { text, ...(await signatureTo(tx, actor, recipient)) }
    const said = { caseFileId, reportId, recipient, kind: 'message', body, now } as const
    if (await saidJustNow(tx, said)) return
    const key = await insertFeedback(tx, said)
    await recordAnswered(tx, actor, now)
    await queueNotice(tx, { to: { caseFileId, askedBy: null }, event: 'message', key })
  })
}
