import type { Context, Filer } from '#db/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import { aboutsSentTo, coverFor, listCovers, type Cover, type Covers } from '#db/covers.server.ts'
import { latestProjections, type LatestDelivery } from '#db/deliveries.server.ts'
import { readFiling, type Draft, type Filing } from '#db/drafts.server.ts'
import { findMandate } from '#db/mandates.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import type { Report } from '#db/reports.server.ts'
import { findRevisionByKey } from '#db/revisions.server.ts'
import { insertSubmission, type Submission } from '#db/submissions.server.ts'
import { currentEdition } from '#forms/edition.ts'
import { filesGoing } from '#forms/files.ts'
import type { Answers } from '#forms/item.ts'
import { waitsForClient } from '#forms/mandates/scope.ts'
import type { RecipientId, RoutedPlan } from '#forms/plan.ts'
import { canonicalJson, type Choices } from '#forms/projection.ts'

import { consentItems, consentVersion } from './choose.ts'
import {
  decideCaseFile,
  decideClocks,
  decideDeliveries,
  digestOf,
  sha256,
  type DecidedDelivery,
} from './decide-submission.ts'
import { routesAt } from './plan-at.ts'
import { choicesFor } from './returned.server.ts'
import { waitsForSecond } from './second-person.server.ts'
import { wholeAnswers } from './whole-answers.ts'

export type Sent =
  /** After the commit, and only then. `deliveries` is empty when this very submission had been made before. */
  | { kind: 'sent'; number: number; recipients: readonly RecipientId[]; replayed: boolean }
  /** Somebody saved or sent something since the preview was shown: look again before sending. */
  | { kind: 'changed' }
  /** Nobody's part would differ from what they have. */
  | { kind: 'nothing' }
  | { kind: 'withdrawn' }
  /** The organisation wants a second person, who has not said yes. */
  | { kind: 'waits' }

/** The same for every press of the button under one preview, and another one as soon as anything is saved or sent. */
export function submissionKey(reportId: string, revisionNumber: number, draftVersion: number): string {
  return sha256(`${reportId} ${revisionNumber} ${draftVersion}`).toString('hex').slice(0, 32)
}

/** Sends the draft as the preview showed it. `key` makes a second press of the button the same submission. */
export async function submitReport(
  context: Context<Filer>,
  { key, version, filedUnder, payload, filing: read }: SubmittingDraft,
): Promise<Sent> {
  const { db, actor } = context
  const { reportId } = actor
  const filing = read ?? (await db.readAtOnce((tx) => readFiling(tx, reportId)))
  if (!filing) throw new Refusal('notFound')
  const { report, draft, isCovered } = filing
  if (draft.version !== version) return earlier(context, { key, payload })
  if (!read && (await waitsForSecond(context, report, filedUnder ? null : version))) {
    return earlier(context, { key, payload }, { kind: 'waits' })
  }
  const isFirst = report.revisionNumber === 0
  const last = isFirst
    ? new Map<RecipientId, LatestDelivery>()
    : await db.readAtOnce((tx) => latestProjections(tx, reportId))
  const covers = isCovered ? await db.readAtOnce((tx) => listCovers(tx, reportId)) : undefined
  const { answers, choices } = draft
  return submit(context, { report, key, payload, answers, choices, last, covers, filedUnder })
}

type SubmittingDraft = Pick<Submitting, 'key' | 'filedUnder' | 'payload'> & {
  version: number
  /** As a program has just read it, which has also seen that no second person is wanted. */
  filing?: Filing
}

export interface Submitting {
  report: Report
  key: string
  /** Of what a program sent: its key with anything else is refused. */
  payload?: Uint8Array | undefined
  answers: Draft['answers']
  choices: Choices
  last: ReadonlyMap<RecipientId, LatestDelivery>
  /** Open questions that this revision answers to those whom it reaches. */
  asked?: readonly { id: string; recipient: RecipientId }[]
  /** What was written to go with the next report; an answer to a question goes without it. */
  covers?: Covers | undefined
  /** The vendor whose sending the client approves. */
  filedUnder?: Submission['filedUnder'] | undefined
}

/** Decides everything, then writes it in one transaction. */
export async function submit(context: Context<Filer>, submitting: Submitting): Promise<Sent> {
  const { db, actor, now } = context
  const { report, key, payload, asked = [], covers = new Map() } = submitting
  const choices = await choicesFor(db, report, submitting.choices)
  const { answers } = wholeAnswers(submitting.answers, report.revisionNumber, now)
  const plan = routesAt(answers, now)
  const last = new Map([...submitting.last].map(([recipient, { projection }]) => [recipient, projection]))
  const deliveries = decideDeliveries(plan, answers, choices, last)
  if (deliveries.length === 0) return earlier(context, { key, payload }, { kind: 'nothing' })

  const reached = deliveries.map(({ recipient }) => recipient)
  const said = { answers: submitting.answers, choices }
  try {
    const { number, replayed } = await insertSubmission(db, {
      reportId: actor.reportId,
      idempotencyKey: key,
      expectRevision: report.revisionNumber,
      now,
      ...headOf(plan),
      answers,
      choices,
      payloadDigest: payload ?? sha256(canonicalJson(said)),
      consents: consentsIn(answers),
      answeredQuestions: asked.filter(({ recipient }) => reached.includes(recipient)).map(({ id }) => id),
      caseFiles: deliveries.map((delivery) =>
        decideCaseFile(delivery, plan, answers, submitting.last.get(delivery.recipient)?.furthest),
      ),
      deliveries: deliveries.map((delivery) => withCover(delivery, coverWith(delivery, covers))),
      coversSent: aboutsSentTo(covers, reached),
      clocks: decideClocks(plan),
      filedUnder: submitting.filedUnder ?? (await ownFiling(context)),
      files: filesGoing(currentEdition, answers, deliveries),
    })
    return { kind: 'sent', number, replayed, recipients: reached }
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error
    if (error.code === 'staleRevision' || error.code === 'idempotencyConflict')
      return earlier(context, { key, payload })
    if (error.code === 'withdrawn') return { kind: 'withdrawn' }
    throw error
  }
}

/** A vendor that need not wait for the client. Whoever has to wait, or may not send at all, never comes this far. */
async function ownFiling({ db, actor }: Context<Filer>): Promise<Submission['filedUnder']> {
  if (actor.kind !== 'vendor' || actor.mandateId === null) return null
  const { mandateId, scope } = actor
  if (waitsForClient(scope)) throw new Refusal('forbidden')
  const mandate = await db.transaction((tx) => findMandate(tx, mandateId))
  if (!mandate) throw new Refusal('forbidden')
  return { mandateId, vendor: mandate.vendorName ?? '', approved: false }
}

/** Free words may name the victim, so they never go where only anonymised information does. */
const coverWith = ({ recipient, projection }: DecidedDelivery, covers: Covers) =>
  projection.items.some(({ strength }) => strength === 'anonymised') ? null : coverFor(covers, recipient)

/** What is written beside the answers is part of what was sent, so the digest is of both. */
function withCover(delivery: DecidedDelivery, cover: Cover | null) {
  return cover ? { ...delivery, cover, digest: digestOf(delivery.projection, cover) } : delivery
}

/** The Back button and a lost answer: what was sent under this key is shown again instead of being sent twice. */
async function earlier(
  { db, actor }: Context<Filer>,
  { key, payload }: Pick<Submitting, 'key' | 'payload'>,
  otherwise: Sent = { kind: 'changed' },
): Promise<Sent> {
  const revision = await db.transaction((tx) => findRevisionByKey(tx, actor.reportId, key))
  if (revision && payload && !revision.payloadDigest.equals(payload)) throw new StoreRefusal('idempotencyConflict')
  return revision ? { kind: 'sent', number: revision.number, replayed: true, recipients: [] } : otherwise
}

const headOf = ({ phase, edition, rulebook }: RoutedPlan) => ({ phase, edition, rulebook })

function consentsIn(answers: Answers): { kind: string; given: boolean }[] {
  return consentItems.flatMap((kind) => {
    const said = answers[kind]
    return typeof said === 'boolean' ? [{ kind: `${kind}@${consentVersion}`, given: said }] : []
  })
}
