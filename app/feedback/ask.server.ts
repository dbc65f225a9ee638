import { z } from 'zod'

import { problemsOfText, type ActProblem, type ActResult } from '#app/case-files/acts/act.ts'
import { dayOf } from '#app/case-files/due-words.ts'
import { askableItems } from '#app/case-files/page/askable-items.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseToActOn } from '#db/case-files/case-files.server.ts'
import { insertFeedback } from '#db/case-files/feedback.server.ts'
import type { Context, Desk } from '#db/context.ts'
import { saidJustNow } from '#db/reports/said-just-now.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { ItemId } from '#forms/item.ts'
import { sectionsOf } from '#forms/mandates/scope.ts'

import { askedMeanwhile } from './asked-meanwhile.server.ts'
import { mostItems } from './ask.ts'

export interface Question {
  /** None asks in general. */
  items: readonly ItemId[]
  text: string
  /** The day an answer is wanted by, YYYY-MM-DD in Japan. */
  due: string | null
  /** The open questions of this body that the page showed, by id; nothing for whoever had no page. */
  shown?: string | undefined
}

/**
 * Asks the reporter. Whether another body asks for the same item is told to neither of them; what a colleague asked while
 * the page was open is shown first.
 */
export async function ask(context: Context<Desk>, id: string, question: Question): Promise<ActResult> {
  const { db, now } = context
  const { text, due, shown } = question
  const items = [...new Set(question.items)]
  const wrongItems = items.length > 0 ? await problemsOfItems(context, id, items) : []
  const problems = [...problemsOfText('text', text, 'question'), ...problemsOfDay(due, now), ...wrongItems]
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const { reportId, recipient } = await getCaseToActOn(tx, id)
    const [item] = items
    const body = { text, ...(due ? { due } : {}), ...(items.length > 1 ? { items } : {}) }
    const about = { caseFileId: id, reportId, recipient, ...(item && items.length === 1 ? { item } : {}) }
    const sections = items.length > 0 ? { sections: sectionsOf(currentEdition, items) } : {}
    const said = { ...about, ...sections, kind: 'question', body, now } as const
    if (await saidJustNow(tx, said)) return { done: 'asked' }
    const meanwhile = shown === undefined ? [] : await askedMeanwhile(tx, about, items, shown)
    if (meanwhile.length > 0) return { problems: meanwhile }
    const asked = await insertFeedback(tx, said)
    await recordAudit(tx, { reportId, did: 'question.asked', subject: asked, details: { item: items.join(' ') }, now })
    await queueNotice(tx, { to: { reportId }, event: 'feedback' })
    await queueNotice(tx, { to: { questionId: asked }, event: 'question', key: asked })
    return { done: 'asked' }
  })
}

/** What the form offered is decided again here: a form can be made up. */
async function problemsOfItems(context: Context<Desk>, id: string, items: readonly ItemId[]): Promise<ActProblem[]> {
  if (items.length > mostItems) return [{ field: 'items', code: 'itemsTooMany', values: { max: mostItems } }]
  const newest = (await readCase(context, id)).deliveries.at(-1)
  const { got, missing, beyond } = newest ? askableItems(newest.projection) : { got: [], missing: [], beyond: [] }
  const askable = new Set([...got, ...missing, ...beyond])
  const item = items.find((one) => !askable.has(one))
  return item === undefined ? [] : [{ field: 'item', code: 'itemNotAskable', values: { item } }]
}

function problemsOfDay(due: string | null, now: Date): ActProblem[] {
  if (due === null) return []
  if (!z.iso.date().safeParse(due).success) return [{ field: 'due', code: 'dueInvalid' }]
  return due < dayOf(now) ? [{ field: 'due', code: 'duePast' }] : []
}
