import { Refusal } from '#app/http/refusal.ts'
import { judged } from '#app/reports/board/judged.ts'
import { listFeedback } from '#db/case-files/feedback.server.ts'
import { setOpinion } from '#db/case-files/opinions.server.ts'
import type { Context, Filer } from '#db/context.ts'

/** The reporter says whether a piece of feedback was of use; saying it again changes it. */
export async function judge({ db, actor, now }: Context<Filer>, id: string, useful: boolean): Promise<void> {
  const { reportId } = actor
  await db.transaction(async (tx) => {
    const found = (await listFeedback(tx, reportId)).find((one) => one.id === id && judged.has(one.kind))
    if (!found) throw new Refusal('notFound')
    await setOpinion(tx, { feedbackId: id, reportId, recipient: found.recipient, useful, now })
  })
}
