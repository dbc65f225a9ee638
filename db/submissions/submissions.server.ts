/** The hot path: a revision and all that follows from it. First reports are written together, all others alone. */
import type { ActingDb, Tx } from '#db/context.ts'
import type { FiledBy } from '#db/mandates/sendings.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import type { Cover } from '#db/reports/covers.server.ts'
import { findReport } from '#db/reports/reports.server.ts'
import { findRevisionByKey } from '#db/reports/revisions.server.ts'
import type { Change } from '#forms/changes.ts'
import type { Answers, Phase } from '#forms/item.ts'
import type { Choices } from '#forms/projection.ts'
import { writeAlone } from './submission-alone.server.ts'
import { rowsOf } from './submission-rows.server.ts'

export interface Heading {
  organisation: string | null
  title: string | null
}

export interface SubmittedCaseFile {
  recipient: string
  stage: Phase
  attackType: string | null
  sector: string | null
  prefecture: string | null
  severity: number | null
  dueAt: Date | null
  heading: Heading
}

export interface SubmittedDelivery {
  recipient: string
  /** As canonical JSON. */
  projection: string
  /** Since the recipient's last delivery; null for the first. */
  changes: readonly Change[] | null
  /** What the reporter wrote beside the answers. */
  cover?: Cover | null
  /** SHA-256 of the projection; of `{ cover, projection }` as canonical JSON when there is a cover. */
  digest: Uint8Array
}

/** Its times are written as JSON has them: a Date, or ISO 8601. */
export interface SubmittedClock {
  recipient: string
  clock: string
  report: Phase | 'notice'
  startsFrom: string
  startedAt: Date | string | null
  dueKind: 'promptly' | 'at' | 'day' | 'open'
  dueAt: Date | string | null
  cautiousAt: Date | string | null
  guidelineAt: Date | string | null
}

/** Somebody asked that it be sent, and somebody else says yes. In the same transaction, so that nobody else decides meanwhile. */
export interface Wish {
  /** Keeps it as it is until the end; false: it was decided, and nothing is sent. */
  hold(tx: Tx): Promise<boolean>
  settle(tx: Tx, revisionNumber: number): Promise<void>
}

export interface Submission {
  reportId: string
  idempotencyKey: string
  /** The revision the reporter saw last; 0 for the first submission. */
  expectRevision: number
  now: Date
  phase: Phase
  edition: string
  rulebook: string
  answers: Answers
  choices: Choices
  /** SHA-256 of what the person sent: the same key with another payload is refused. */
  payloadDigest: Uint8Array
  consents: readonly { kind: string; given: boolean }[]
  answeredQuestions?: readonly string[]
  /** Texts beside the answers that this submission sends, and that wait no longer. */
  coversSent?: readonly string[]
  /** Which file goes to whom: only they can get its bytes. */
  files?: readonly { id: string; recipient: string }[]
  /** One for each delivery. */
  caseFiles: readonly SubmittedCaseFile[]
  /** Only recipients whose projection changed. */
  deliveries: readonly SubmittedDelivery[]
  clocks: readonly SubmittedClock[]
  /** The vendor that files it for the reporter. */
  filedUnder?: Omit<FiledBy, 'revisionNumber'> | null
  /** That it fulfils. */
  wish?: Wish | undefined
  /** Writes whom else it is told, with the revision or not at all. */
  tell?: ((tx: Tx) => Promise<void>) | undefined
}

export interface Submitted {
  number: number
  submittedAt: Date
  /** The key had been used with the same payload: this is the first result, and nothing was written. */
  replayed: boolean
}

/** Throws StoreRefusal: idempotencyConflict, staleRevision, withdrawn, notFound. */
export async function insertSubmission(db: ActingDb, submission: Submission): Promise<Submitted> {
  const { reportId, now } = submission
  const keys = await db.keysOf(
    reportId,
    submission.caseFiles.map(({ recipient }) => recipient),
  )
  const ready = rowsOf(submission, keys)
  const alone = () => writeAlone(db, submission, ready)
  const reached = await (isFirst(submission) ? db.writeFirst(ready, alone) : alone())
  if (!reached) return whyNot(db, submission)

  const { number } = ready.rows
  const kind = number === 1 ? 'report' : 'revision'
  db.announce(reached.map(({ id, recipient, prefecture }) => ({ caseFileId: id, recipient, prefecture, kind })))
  return { number, submittedAt: now, replayed: false }
}

/** Nothing is there yet that it would end or answer. */
const isFirst = ({
  expectRevision,
  answeredQuestions,
  coversSent,
  filedUnder,
  files,
  wish,
  tell,
}: Submission): boolean =>
  expectRevision === 0 &&
  ![answeredQuestions, coversSent, files].some((rows) => rows?.length) &&
  !(filedUnder || wish || tell)

/** Nothing was written: it was sent before, or the report is not as the reporter saw it. */
async function whyNot(db: ActingDb, { reportId, idempotencyKey, payloadDigest }: Submission): Promise<Submitted> {
  const [earlier, report] = await db.transaction((tx) =>
    Promise.all([findRevisionByKey(tx, reportId, idempotencyKey), findReport(tx, reportId)]),
  )
  if (!report) throw new StoreRefusal('notFound')
  if (earlier && !earlier.payloadDigest.equals(payloadDigest)) throw new StoreRefusal('idempotencyConflict')
  if (earlier) return { number: earlier.number, submittedAt: earlier.submittedAt, replayed: true }
  throw new StoreRefusal(report.withdrawnAt ? 'withdrawn' : 'staleRevision')
}
