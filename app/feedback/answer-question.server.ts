import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { isUnmandated } from '#app/reports/authority.ts'
import { namesKept } from '#app/reports/form/naming.server.ts'
import { changeDraft } from '#app/reports/form/save-answers.server.ts'
import { wholeAnswers } from '#app/reports/form/whole-answers.ts'
import { planAt } from '#app/reports/plan-at.ts'
import { waitsForSecond } from '#app/reports/sending/second-person.server.ts'
import { submit, type Sent } from '#app/reports/sending/submit-report.server.ts'
import {
  holdOpen,
  insertFeedback,
  itemsAsked,
  listOpenQuestions,
  type Feedback,
} from '#db/case-files/feedback.server.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { findReport } from '#db/reports/reports.server.ts'
import { findRevision } from '#db/reports/revisions.server.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'
import { recordAnswered } from '#db/vendors/vendor-seats.server.ts'
import type { Answers, ItemId } from '#forms/item.ts'
import { isTechnicalOnly, technicalOnly } from '#forms/mandates/technical.ts'
import type { RecipientId } from '#forms/plan.ts'
import type { Choices } from '#forms/projection.ts'

import { offeredTo, settled } from './settled.ts'
import { signatureTo } from './signature.server.ts'
import { tellBeyondNeeds } from './tell-beyond-needs.server.ts'

export interface ItemAnswers {
  key: string
  /** The last one when the question was looked up: when another came since, this answer is refused. Default: the last one now. */
  revision?: number
  answers: Answers
  /** "<recipient> <item>": whom the reporter lets have an answer that no rule gives it. */
  consents: readonly string[]
  /** Said to those whose part does not change by the answer, in the report's language. */
  unchanged: string
}

/**
 * Answers every open question about these items at once. The answers become a revision: what was sent last, with these
 * items changed, so that unfinished edits of the draft stay where they are. Who may have an item gets it, whether it
 * asked or not; whoever asked without a need for it gets it by consent, and otherwise its question stays open.
 * `reaches`: somebody who asked has the answer.
 */
export async function answerItems(context: Context<Filer>, given: ItemAnswers): Promise<Sent & { reaches: boolean }> {
  const prepared = await prepareAnswers(context, given)
  const { answers, choices, last, byRule, byConsent, offered } = prepared
  const { revision: revisionNumber = prepared.report.revisionNumber } = given
  const report = { ...prepared.report, revisionNumber }
  if (await waitsForSecond(context, report, null)) return { kind: 'waits', reaches: false }

  await saveItems(context, given.answers, offered)
  const tell = async (tx: Tx, reached: readonly RecipientId[]) => {
    await tellAnswered(tx, context, byRule, { reached, words: given.unchanged })
    await tellBeyondNeeds(tx, context, byConsent, given)
    await recordAnswered(tx, context.actor, context.now)
  }
  const sent = await submit(context, { report, key: given.key, answers, choices, last, asked: byRule, tell })
  if (sent.kind === 'nothing') await context.db.transaction((tx) => tell(tx, []))
  if (sent.kind !== 'sent' && sent.kind !== 'nothing') return { ...sent, reaches: false }
  const arrives = sent.kind === 'sent' && (sent.replayed || sent.recipients.some((one) => prepared.askers.has(one)))
  return { ...sent, reaches: arrives || byRule.length + byConsent.length > 0 }
}

/** What is sent, and which questions it answers to whom. A vendor answers what is asked, and nothing besides. */
export async function prepareAnswers(context: Context<Filer>, given: Pick<ItemAnswers, 'answers' | 'consents'>) {
  const { actor, now } = context
  const { report, revision, last, open } = await readOpen(context)
  if ((await itemsNaming(context, revision.answers, given.answers)).length > 0) throw new Refusal('forbidden')
  const items = Object.keys(given.answers)
  const asked = new Set(open.flatMap(itemsAsked))
  if (actor.kind === 'vendor' && items.some((item) => !asked.has(item))) throw new Refusal('forbidden')
  const phase = revision.phase === 'final' ? 'final' : 'interim'
  const answers = { ...revision.answers, ...given.answers, 'report-phase': phase }
  const plan = planAt(wholeAnswers(answers, report.revisionNumber, now).answers, now)
  const about = open.filter((question) => itemsAsked(question).some((item) => items.includes(item)))
  const offered: Offered = (before) => offeredTo(before, items, about, plan)
  const choices = offered(revision.choices)
  return {
    report,
    last,
    answers,
    choices,
    offered,
    askers: new Set(about.map(({ recipient }) => recipient)),
    ...settled(about, { items, consents: given.consents, plan, choices }),
  }
}

/** Items that may not be told where nobody may say whose incident it is, also not to a body that asks for them. */
export async function itemsNaming(
  { db, actor, now }: Context<Filer>,
  sent: Answers,
  given: Answers,
): Promise<ItemId[]> {
  if (!isUnmandated(actor) && !isTechnicalOnly(sent)) return []
  const names = await db.transaction((tx) => namesKept(tx, actor, now))
  return technicalOnly(given, names).refused.map(({ item }) => item)
}

async function readOpen({ db, actor: { reportId } }: Context<Filer>) {
  return db.transaction(async (tx) => {
    const report = await findReport(tx, reportId)
    if (!report) throw new Refusal('notFound')
    const [revision, last, open] = await Promise.all([
      findRevision(tx, reportId, report.revisionNumber),
      latestProjections(tx, reportId),
      listOpenQuestions(tx, reportId),
    ])
    if (!revision) throw new Refusal('notFound')
    return { report, revision, last, open }
  })
}

/** With whom an answer is for, added to what was chosen before. */
type Offered = (before: Choices) => Choices

/** Into the draft, whose other answers and choices stay as they are. */
export async function saveItems(context: Context<Filer>, answers: Answers, offered: Offered): Promise<void> {
  const items = Object.keys(answers)
  await changeDraft(context, async (_, { choices }) => ({ items, answers, choices: offered(choices) }))
}

/** With the revision: those whom it reaches are told so; those who had it already are told that nothing changed. */
export async function tellAnswered(
  tx: Tx,
  { actor, now }: Pick<Context<Filer>, 'actor' | 'now'>,
  answered: readonly Feedback[],
  { reached, words }: { reached: readonly RecipientId[]; words: string },
): Promise<void> {
  const arrived = answered.filter(({ recipient }) => reached.includes(recipient))
  const others = answered.filter((question) => !arrived.includes(question))
  for (const { id, caseFileId, officerId } of arrived)
    await queueNotice(tx, { to: { caseFileId, askedBy: officerId, arrives: true }, event: 'answer', key: id })
  await answerAll(tx, { actor, now }, others, words)
}

/** The same words close each of these questions that is open still. Returns how many there were. */
export async function answerAll(
  tx: Tx,
  { actor, now }: Pick<Context<Filer>, 'actor' | 'now'>,
  asked: readonly Feedback[],
  text: string,
): Promise<number> {
  const open = await holdOpen(tx, asked)
  for (const { id, caseFileId, recipient, item, officerId } of open) {
    const about = item ? { item } : {}
    const body = { text, ...(await signatureTo(tx, actor, recipient)) }
    const said = { caseFileId, recipient, reportId: actor.reportId, kind: 'answer', body } as const
    await insertFeedback(tx, { ...about, ...said, answers: id, now })
    await queueNotice(tx, { to: { caseFileId, askedBy: officerId }, event: 'answer', key: id })
  }
  return open.length
}
