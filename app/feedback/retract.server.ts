import { problemsOfText, type ActResult } from '#app/case-files/acts/act.ts'
import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import { listFeedback, retractQuestion } from '#db/case-files/feedback.server.ts'
import type { Context, Desk } from '#db/context.ts'

/**
 * Takes back a question that nothing has answered. The reporter goes on seeing it, with the reason; what other bodies ask
 * about the same item stays open. What was answered is not taken back: the answer has gone to whoever may have it.
 */
export async function retract(
  { db, now }: Context<Desk>,
  id: string,
  { question, text }: { question: string; text: string },
): Promise<ActResult> {
  const problems = problemsOfText('text', text, 'why')
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const { reportId, recipient } = await getCaseFile(tx, id)
    const asked = (await listFeedback(tx, reportId, recipient)).find((one) => one.id === question)
    if (asked?.kind !== 'question') throw new Refusal('notFound')
    if (asked.retractedAt) return { done: 'retracted' }
    if (asked.answered) return { problems: [{ field: 'question', code: 'answeredBefore' }] }
    // Written down first, as a sending does before it answers: else the two would wait for each other.
    await recordAudit(tx, { reportId, did: 'question.retracted', subject: question, now })
    if (!(await retractQuestion(tx, asked, text, now))) throw new Refusal('conflict') // answered in this moment
    await queueNotice(tx, { to: { reportId }, event: 'feedback' })
    return { done: 'retracted' }
  })
}
