import type { Context, Holder, Tx } from '#db/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import { getDraft, saveAnswers } from '#app/reports/save-answers.server.ts'
import { submit, type Sent } from '#app/reports/submit-report.server.ts'
import { listCaseFilesOfReport } from '#db/board.server.ts'
import { latestProjections } from '#db/deliveries.server.ts'
import { insertFeedback, listOpenQuestions, type Feedback } from '#db/feedback.server.ts'
import { findReport } from '#db/reports.server.ts'
import { findRevision } from '#db/revisions.server.ts'
import type { Answer, Answers, ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'
import type { Choices } from '#forms/projection.ts'

export interface ItemAnswer {
  key: string
  item: ItemId
  value: Answer
  /** Said to those whose part does not change by the answer, in the report's language. */
  unchanged: string
}

/**
 * Answers every open question about one item at once. The answer becomes a revision: what was sent last, with this item
 * changed, so that unfinished edits of the draft stay where they are. Who may have the item gets it, whether it asked or not.
 */
export async function answerItem(context: Context<Holder>, { key, item, value, unchanged }: ItemAnswer): Promise<Sent> {
  const { db, actor } = context
  const found = await db.transaction(async (tx) => {
    const report = await findReport(tx, actor.reportId)
    if (!report) throw new Refusal('notFound')
    const [revision, last, open] = await Promise.all([
      findRevision(tx, actor.reportId, report.revisionNumber),
      latestProjections(tx, actor.reportId),
      listOpenQuestions(tx, actor.reportId),
    ])
    if (!revision) throw new Refusal('notFound')
    return { report, revision, last, asked: open.filter((question) => question.item === item) }
  })
  const { report, revision, last, asked } = found

  const answers = {
    ...revision.answers,
    [item]: value,
    'report-phase': revision.phase === 'final' ? 'final' : 'interim',
  }
  const choices = offeredTo(revision.choices, item, asked)
  await saveItem(context, item, value, choices)
  const sent = await submit(context, { report, key, answers, choices, last, asked })
  const reached = sent.kind === 'sent' ? sent.recipients : []
  const others = asked.filter(({ recipient }) => !reached.includes(recipient))
  if (others.length > 0 && (sent.kind === 'sent' || sent.kind === 'nothing'))
    await db.transaction((tx) => answerAll(tx, context, others, unchanged))
  return sent
}

/** An optional item goes to a body only if the reporter adds it: answering that body's question does. */
function offeredTo(choices: Choices, item: ItemId, asked: readonly Feedback[]): Choices {
  const askers = new Set<RecipientId>(asked.map(({ recipient }) => recipient))
  const withItem = [...askers].map((one) => [one, [...new Set([...(choices.added[one] ?? []), item])]] as const)
  const withheld = Object.entries(choices.withheld).map(
    ([one, items]) => [one, askers.has(one) ? items.filter((other) => other !== item) : items] as const,
  )
  return {
    ...choices,
    added: { ...choices.added, ...Object.fromEntries(withItem) },
    withheld: Object.fromEntries(withheld),
  }
}

async function saveItem(context: Context<Holder>, item: ItemId, value: Answer, choices: Choices): Promise<void> {
  const draft = await context.db.transaction((tx) => getDraft(tx, context.actor.reportId))
  const answers: Answers = { [item]: value }
  const { added, withheld } = choices
  await saveAnswers(context, { base: draft.version, items: [item], answers }, { ...draft.choices, added, withheld })
}

/** Answers in words one question that is about no item. */
export async function answerInWords({ db, actor, now }: Context<Holder>, id: string, text: string): Promise<void> {
  await db.transaction(async (tx) => {
    const open = await listOpenQuestions(tx, actor.reportId)
    const question = open.find((one) => one.id === id)
    if (!question) throw new Refusal('notFound')
    await answerAll(tx, { actor, now }, [question], text)
  })
}

/** Writes to one recipient without being asked. */
export async function tellRecipient(
  { db, actor, now }: Context<Holder>,
  recipient: RecipientId,
  text: string,
): Promise<void> {
  const { reportId } = actor
  await db.transaction(async (tx) => {
    const line = (await listCaseFilesOfReport(tx, reportId)).find((one) => one.recipient === recipient)
    if (!line || line.closedReason === 'returned') throw new Refusal('notFound')
    await insertFeedback(tx, { caseFileId: line.caseFileId, reportId, recipient, kind: 'message', body: { text }, now })
  })
}

async function answerAll(
  tx: Tx,
  { actor, now }: Pick<Context<Holder>, 'actor' | 'now'>,
  asked: readonly Feedback[],
  text: string,
) {
  for (const { id, caseFileId, recipient, item } of asked) {
    const about = item ? { item } : {}
    await insertFeedback(tx, {
      ...about,
      caseFileId,
      recipient,
      reportId: actor.reportId,
      kind: 'answer',
      body: { text },
      answers: id,
      now,
    })
  }
}
