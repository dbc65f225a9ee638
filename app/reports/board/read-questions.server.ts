import { Refusal } from '#app/http/refusal.ts'
import { seenBy } from '#app/reports/authority.ts'
import { outlineOf } from '#app/reports/form/outline.ts'
import { isOpen, itemsAsked, listFeedback, type Feedback } from '#db/case-files/feedback.server.ts'
import type { Context, Filer } from '#db/context.ts'
import { listCaseFilesOfReport, type BoardLine } from '#db/reports/board.server.ts'
import { readKeptFiling, type Draft } from '#db/reports/drafts.server.ts'
import type { Report } from '#db/reports/reports.server.ts'

import { askedQuestions, mayConsent } from './asked-questions.ts'
import { mergeQuestions, type MergedQuestion } from './merge-questions.ts'
import type { AskedQuestion } from './question-form.tsx'

export interface ReadQuestions {
  report: Report
  /** As this filer may read it. */
  draft: Draft
  open: readonly MergedQuestion[]
  /** With the fields that answer them. */
  asked: (questions: readonly MergedQuestion[]) => AskedQuestion[]
  /** What the reporter's side has said in words. */
  said: readonly string[]
}

/**
 * What waits for an answer of this filer: all of it for the client; for a vendor that has some sections what is about these,
 * which row security decides. Whom an answer would reach by consent alone follows from the whole draft, and is said of the
 * question's own items and asker alone.
 */
export async function readQuestions(context: Context<Filer>): Promise<ReadQuestions> {
  const { db, actor, now } = context
  const { reportId } = actor
  const filing = await db.readAtOnce((tx) => readKeptFiling(tx, reportId))
  if (!filing) throw new Refusal('notFound')
  const { report } = filing
  const [feedback, caseFiles] = await db.transaction((tx) =>
    Promise.all([listFeedback(tx, reportId), listCaseFilesOfReport(tx, reportId)]),
  )
  const draft = seenBy(actor, filing.draft)
  const { plan } = outlineOf(filing.draft.answers, report.revisionNumber, now)
  const asking = { report, plan, draft: { answers: draft.answers, choices: filing.draft.choices } }
  return {
    report,
    draft,
    open: openIn(feedback, caseFiles),
    asked: (questions) => askedQuestions(questions, asking, mayConsent(actor)),
    said: feedback.flatMap(({ from, body }) => (from === 'reporter' && body.text ? [body.text] : [])),
  }
}

export function openIn(feedback: readonly Feedback[], caseFiles: readonly BoardLine[]): MergedQuestion[] {
  const files = new Map(caseFiles.map((file) => [file.recipient, file]))
  return mergeQuestions(
    feedback.filter(isOpen).map((question) => {
      const { id, recipient, body, sentAt } = question
      const [items, text, due] = [itemsAsked(question), body.text ?? '', body.due ?? null]
      const { closedAt = null, prefecture = null } = files.get(recipient) ?? {}
      return { id, recipient, prefecture, items, text, askedAt: sentAt, due, closed: closedAt !== null }
    }),
  )
}
