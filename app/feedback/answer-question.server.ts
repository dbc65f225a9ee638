import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { isUnmandated } from '#app/reports/authority.ts'
import { consentField, getsItem, isAnonymised } from '#app/reports/board/beyond-needs.ts'
import { namesKept } from '#app/reports/form/naming.server.ts'
import { getDraft, saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { wholeAnswers } from '#app/reports/form/whole-answers.ts'
import { planAt } from '#app/reports/plan-at.ts'
import { waitsForSecond } from '#app/reports/sending/second-person.server.ts'
import { submit, type Sent } from '#app/reports/sending/submit-report.server.ts'
import { insertFeedback, itemsAsked, listOpenQuestions, type Feedback } from '#db/case-files/feedback.server.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { findReport } from '#db/reports/reports.server.ts'
import { findRevision } from '#db/reports/revisions.server.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'
import type { Answers, ItemId } from '#forms/item.ts'
import { isTechnicalOnly, technicalOnly } from '#forms/mandates/technical.ts'
import type { Plan, RecipientId } from '#forms/plan.ts'
import type { Choices } from '#forms/projection.ts'

import { tellBeyondNeeds } from './tell-beyond-needs.server.ts'

export interface ItemAnswers {
  key: string
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
 */
export async function answerItems(context: Context<Filer>, given: ItemAnswers): Promise<Sent> {
  const { now } = context
  const { report, revision, last, open } = await readOpen(context)
  if ((await itemsNaming(context, revision.answers, given.answers)).length > 0) throw new Refusal('forbidden')
  if (await waitsForSecond(context, report, null)) return { kind: 'waits' }
  const items = Object.keys(given.answers)
  const phase = revision.phase === 'final' ? 'final' : 'interim'
  const answers = { ...revision.answers, ...given.answers, 'report-phase': phase }
  const plan = planAt(wholeAnswers(answers, report.revisionNumber, now).answers, now)
  const about = open.filter((question) => itemsAsked(question).some((item) => items.includes(item)))
  const choices = offeredTo(revision.choices, items, about, plan)
  const { byRule, byConsent } = settled(about, { items, consents: given.consents, plan, choices })

  await saveItems(context, given.answers, choices)
  const sent = await submit(context, { report, key: given.key, answers, choices, last, asked: byRule })
  if (sent.kind !== 'sent' && sent.kind !== 'nothing') return sent
  const reached = sent.kind === 'sent' ? sent.recipients : []
  const arrived = byRule.filter(({ recipient }) => reached.includes(recipient))
  const others = byRule.filter((question) => !arrived.includes(question))
  if (byRule.length > 0)
    await context.db.transaction(async (tx) => {
      for (const { id, caseFileId, officerId } of arrived)
        await queueNotice(tx, { to: { caseFileId, askedBy: officerId, arrives: true }, event: 'answer', key: id })
      await answerAll(tx, context, others, given.unchanged)
    })
  await tellBeyondNeeds(context, byConsent, given)
  return sent
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

interface Settling {
  items: readonly ItemId[]
  consents: readonly string[]
  plan: Plan
  choices: Choices
}

/** A question is settled when everything it asks for is answered, and may go to whoever asked. */
function settled(about: readonly Feedback[], { items, consents, plan, choices }: Settling) {
  const whole = about.filter((question) => itemsAsked(question).every((item) => items.includes(item)))
  const isDue = (recipient: RecipientId, item: ItemId) => getsItem(plan, choices, recipient, item)
  const byRule = whole.filter((question) => itemsAsked(question).every((item) => isDue(question.recipient, item)))
  const byConsent = whole.flatMap((question) => {
    const { recipient } = question
    const beyond = itemsAsked(question).filter((item) => !isDue(recipient, item))
    const agreed = beyond.every((item) => consents.includes(consentField({ recipient, item })))
    return beyond.length > 0 && agreed && !isAnonymised(plan, recipient) ? [{ question, items: beyond }] : []
  })
  return { byRule, byConsent }
}

/** An optional item goes to a body only if the reporter adds it: answering that body's question does. */
function offeredTo(choices: Choices, items: readonly ItemId[], about: readonly Feedback[], plan: Plan): Choices {
  const asked = new Map<RecipientId, ItemId[]>()
  for (const question of about) {
    const due = itemsAsked(question).filter(
      (item) => items.includes(item) && getsItem(plan, choices, question.recipient, item),
    )
    asked.set(question.recipient, [...(asked.get(question.recipient) ?? []), ...due])
  }
  const added = [...asked].map(([one, due]) => [one, [...new Set([...(choices.added[one] ?? []), ...due])]] as const)
  const withheld = Object.entries(choices.withheld).map(
    ([one, kept]) => [one, kept.filter((item) => !asked.get(one)?.includes(item))] as const,
  )
  return {
    ...choices,
    added: { ...choices.added, ...Object.fromEntries(added) },
    withheld: Object.fromEntries(withheld),
  }
}

async function saveItems(context: Context<Filer>, answers: Answers, { added, withheld }: Choices): Promise<void> {
  const draft = await context.db.transaction((tx) => getDraft(tx, context.actor.reportId))
  const page = { base: draft.version, items: Object.keys(answers), answers }
  await saveAnswers(context, page, { ...draft.choices, added, withheld })
}

/** The same words close each of these questions. */
export async function answerAll(
  tx: Tx,
  { actor, now }: Pick<Context<Filer>, 'actor' | 'now'>,
  asked: readonly Feedback[],
  text: string,
): Promise<void> {
  for (const { id, caseFileId, recipient, item, officerId } of asked) {
    const about = item ? { item } : {}
    const said = { caseFileId, recipient, reportId: actor.reportId, kind: 'answer', body: { text } } as const
    await insertFeedback(tx, { ...about, ...said, answers: id, now })
    await queueNotice(tx, { to: { caseFileId, askedBy: officerId }, event: 'answer', key: id })
  }
}
