import { z } from 'zod'

import type { ItemId } from '#forms/item.ts'
import type { Context, Officer, Tx } from '#db/context.ts'
import { problemsOfText, type ActProblem, type ActResult } from '#app/case-files/act.ts'
import { askableItems } from '#app/case-files/askable-items.ts'
import { dayOf } from '#app/case-files/due-words.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit.server.ts'
import { getCaseFile } from '#db/case-files.server.ts'
import { latestProjections } from '#db/deliveries.server.ts'
import { insertFeedback } from '#db/feedback.server.ts'

export interface Question {
  /** Null asks in general. */
  item: ItemId | null
  text: string
  /** The day an answer is wanted by, YYYY-MM-DD in Japan. */
  due: string | null
}

/** Asks the reporter. Whether another body asks for the same item is told to neither of them. */
export async function ask({ db, now }: Context<Officer>, id: string, question: Question): Promise<ActResult> {
  const { item, text, due } = question
  const problems = [...problemsOfText('text', text), ...problemsOfDay(due, now)]

  return db.transaction(async (tx) => {
    const { reportId, recipient } = await getCaseFile(tx, id)
    if (item && !(await mayAsk(tx, reportId, recipient, item))) problems.push({ field: 'item', code: 'itemNotAskable' })
    if (problems.length > 0) return { problems }

    const body = due ? { text, due } : { text }
    const asked = await insertFeedback(tx, {
      caseFileId: id,
      reportId,
      recipient,
      kind: 'question',
      ...(item ? { item } : {}),
      body,
      now,
    })
    await recordAudit(tx, { reportId, did: 'question.asked', subject: asked, details: { item }, now })
    await queueNotice(tx, { to: { reportId }, event: 'feedback' })
    return { done: 'asked' }
  })
}

/** What the form offered is decided again here: a form can be made up. */
async function mayAsk(tx: Tx, reportId: string, recipient: string, item: ItemId): Promise<boolean> {
  const latest = (await latestProjections(tx, reportId)).get(recipient)
  if (!latest) return false
  const { got, missing } = askableItems(latest.projection)
  return got.includes(item) || missing.includes(item)
}

function problemsOfDay(due: string | null, now: Date): ActProblem[] {
  if (due === null) return []
  if (!z.iso.date().safeParse(due).success) return [{ field: 'due', code: 'dueInvalid' }]
  return due < dayOf(now) ? [{ field: 'due', code: 'duePast' }] : []
}
