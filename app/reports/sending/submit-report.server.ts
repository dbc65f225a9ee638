import { Refusal } from '#app/http/refusal.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { findMandate } from '#db/mandates/mandates.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { holdCovers, listCoversOf } from '#db/reports/covers.server.ts'
import { readFiling, type Filing } from '#db/reports/drafts.server.ts'
import type { Report } from '#db/reports/reports.server.ts'
import { findRevisionByKey } from '#db/reports/revisions.server.ts'
import { latestProjections, type LatestDelivery } from '#db/submissions/deliveries.server.ts'
import { insertSubmission, type Submission, type Wish } from '#db/submissions/submissions.server.ts'
import { waitsForClient } from '#forms/mandates/scope.ts'
import type { RecipientId } from '#forms/plan.ts'

import { sha256 } from './decide-submission.ts'
import { choicesFor } from './returned.server.ts'
import { waitsForSecond, wishBeside } from './second-person.server.ts'
import { wholeSubmission, type Said } from './whole-submission.ts'

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

/** The same for every press of the button under one preview, and another one as soon as something is saved or sent. `draft`: its version, or what is sent besides. */
export function submissionKey(reportId: string, revisionNumber: number, draft: number | string): string {
  return sha256(`${reportId} ${revisionNumber} ${draft}`).toString('hex').slice(0, 32)
}

/** Sends the draft as the preview showed it. `key` makes a second press of the button the same submission. */
export async function submitReport(
  context: Context<Filer>,
  { key, version, filedUnder, asked, payload, wish, tell, filing: read }: SubmittingDraft,
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
  const covers = isCovered ? await db.readAtOnce((tx) => listCoversOf(tx, reportId, version)) : undefined
  if (covers === null) return earlier(context, { key, payload })
  const { answers, choices } = draft
  const beside = wish ?? (await wishBeside(context, report, version))
  return submit(context, {
    report,
    key,
    payload,
    answers,
    choices,
    last,
    covers,
    asked,
    filedUnder,
    wish: covers ? asRead(beside, report, version) : beside,
    tell,
  })
}

/** What was written beside the answers goes as it was read, or nothing goes: it waits no longer afterwards. */
const asRead = (wish: Wish | undefined, { id }: Pick<Report, 'id'>, version: number): Wish => ({
  hold: async (tx) => (await holdCovers(tx, id, version)) && (!wish || (await wish.hold(tx))),
  settle: async (tx, number) => wish?.settle(tx, number),
})

type SubmittingDraft = Pick<Submitting, 'key' | 'filedUnder' | 'asked' | 'payload' | 'wish' | 'tell'> & {
  version: number
  /** As a program has just read it, which has also seen that no second person is wanted. */
  filing?: Filing
}

export interface Submitting extends Omit<Said, 'now'> {
  report: Report
  /** The vendor whose sending the client approves. */
  filedUnder?: Submission['filedUnder'] | undefined
  wish?: Wish | undefined
  /** In its transaction: who is told of it besides those whom it reaches. */
  tell?: ((tx: Tx, reached: readonly RecipientId[]) => Promise<void>) | undefined
}

/** Decides everything, then writes it in one transaction. */
export async function submit(context: Context<Filer>, submitting: Submitting): Promise<Sent> {
  const { db, now } = context
  const { report, key, payload, wish, tell } = submitting
  const choices = await choicesFor(db, report, submitting.choices)
  const whole = wholeSubmission({ ...submitting, choices, now })
  if (!whole) return earlier(context, { key, payload }, { kind: 'nothing' })
  const filedUnder = submitting.filedUnder ?? (await ownFiling(context))
  const recipients = whole.deliveries.map(({ recipient }) => recipient)
  try {
    const telling = tell && ((tx: Tx) => tell(tx, recipients))
    const { number, replayed } = await insertSubmission(db, { ...whole, filedUnder, wish, tell: telling })
    return { kind: 'sent', number, replayed, recipients }
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
