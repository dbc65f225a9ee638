/**
 * The hot path: a revision and all that follows from it, in one statement and one round trip with BEGIN and COMMIT.
 * Everything hangs on the first update, which takes the report's row only when it still has the expected revision, so
 * that of many equal submissions one writes and the others write nothing.
 */
import postgres, { type PendingQuery, type Sql } from 'postgres'
import type { Answers, Phase } from '#forms/item.ts'
import type { Change } from '#forms/changes.ts'
import type { Choices, Projection } from '#forms/projection.ts'
import { auditor } from './audit.server.ts'
import type { ActingDb, Tx } from './context.ts'
import type { Cover } from './covers.server.ts'
import { StoreRefusal } from './refusal.ts'
import { findReport } from './reports.server.ts'
import { findRevisionByKey } from './revisions.server.ts'
import { newId } from './secrets.server.ts'
import { insertFiling, type FiledBy } from './sendings.server.ts'
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
  projection: Projection
  /** Since the recipient's last delivery; null for the first. */
  changes: readonly Change[] | null
  /** What the reporter wrote beside the answers. */
  cover?: Cover | null
  /** SHA-256 of the projection's canonical JSON. */
  digest: Uint8Array
}

export interface SubmittedClock {
  recipient: string
  clock: string
  report: Phase | 'notice'
  startsFrom: string
  startedAt: Date | null
  dueKind: 'promptly' | 'at' | 'day' | 'open'
  dueAt: Date | null
  cautiousAt: Date | null
  guidelineAt: Date | null
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
  /** One for each delivery. */
  caseFiles: readonly SubmittedCaseFile[]
  /** Only recipients whose projection changed. */
  deliveries: readonly SubmittedDelivery[]
  clocks: readonly SubmittedClock[]
  /** The vendor that files it for the reporter. */
  filedUnder?: Omit<FiledBy, 'revisionNumber'> | null
}

export interface Submitted {
  number: number
  submittedAt: Date
  /** The key had been used with the same payload: this is the first result, and nothing was written. */
  replayed: boolean
}

interface Written {
  number: number
  files: { id: string; recipient: string; prefecture: string | null }[] | null
}

/** Throws StoreRefusal: idempotencyConflict, staleRevision, withdrawn, notFound. */
export async function insertSubmission(db: ActingDb, submission: Submission): Promise<Submitted> {
  const { reportId, now } = submission
  const keys = await db.keysOf(
    reportId,
    submission.caseFiles.map(({ recipient }) => recipient),
  )
  const rows = rowsOf(submission, keys)
  const write = (sql: Sql) => statement(sql, submission, rows, auditor(db.actor))
  const { filedUnder } = submission
  const writing = filedUnder ? db.transaction((tx) => writeUnder(tx, write, submission, filedUnder)) : db.atOnce(write)
  const [written] = await writing.catch(sentBefore)
  if (!written) return whyNot(db, submission)

  const kind = written.number === 1 ? 'report' : 'revision'
  db.announce(
    (written.files ?? []).map(({ id, recipient, prefecture }) => ({ caseFileId: id, recipient, prefecture, kind })),
  )
  return { number: written.number, submittedAt: now, replayed: false }
}

/** Who filed it goes with it or not at all. */
async function writeUnder(
  tx: Tx,
  write: (sql: Sql) => PendingQuery<Written[]>,
  { reportId, now }: Submission,
  filedUnder: Omit<FiledBy, 'revisionNumber'>,
): Promise<Written[]> {
  const written = await write(tx.sql)
  const revisionNumber = written[0]?.number
  if (revisionNumber !== undefined) await insertFiling(tx, { ...filedUnder, revisionNumber, reportId, now })
  return written
}

/** Long, because it is one statement: every part waits for `report`, which yields a row or nothing. */
function statement(
  sql: Sql,
  submission: Submission,
  rows: ReturnType<typeof rowsOf>,
  { kind, person }: ReturnType<typeof auditor>,
): PendingQuery<Written[]> {
  const { reportId, now } = submission
  return sql<Written[]>`
    with given as materialized (
      select ${reportId}::uuid as report_id, ${rows.number}::integer as number, ${now}::timestamptz as now,
        ${rows.sealed}::bytea as sealed, ${rows.revisionLength}::integer as length
    ), report as (
      update reports r set revision_number = g.number, submitted_at = coalesce(r.submitted_at, g.now) from given g
      where r.id = g.report_id and r.revision_number = g.number - 1 and r.withdrawn_at is null
      returning r.id, r.reference, g.number, g.now, g.sealed, g.length
    ), revision as (
      insert into revisions (id, report_id, number, phase, edition, rulebook, content, digest, idempotency_key,
        payload_digest, submitted_at)
      select ${newId()}, id, number, ${submission.phase}, ${submission.edition}, ${submission.rulebook},
        substring(sealed from 1 for length), sha256(substring(sealed from 1 for length)), ${submission.idempotencyKey},
        ${submission.payloadDigest}, now
      from report
    ), files as (
      insert into case_files (id, report_id, recipient, reference, revision_number, received_at, updated_at, stage,
        attack_type, sector, prefecture, severity, due_at, heading)
      select f.id, r.id, f.recipient, r.reference, r.number, r.now, r.now, f.stage, f."attackType", f.sector,
        f.prefecture, f.severity, f."dueAt", substring(r.sealed from f.at for f.length)
      from report r, json_to_recordset(${rows.caseFiles}::text::json) as f(id uuid, recipient text, stage text,
        "attackType" text, sector text, prefecture text, severity smallint, "dueAt" timestamptz, at integer, length integer)
      on conflict (report_id, recipient) do update set revision_number = excluded.revision_number,
        updated_at = excluded.updated_at, stage = excluded.stage, attack_type = excluded.attack_type,
        sector = excluded.sector, prefecture = excluded.prefecture, severity = excluded.severity,
        due_at = excluded.due_at, heading = excluded.heading, closed_at = null, closed_reason = null
      returning id, recipient, prefecture
    ), delivered as (
      insert into deliveries (id, report_id, recipient, revision_number, phase, content, digest, sent_at, delivered_at)
      select d.id, r.id, d.recipient, r.number, ${submission.phase}, substring(r.sealed from d.at for d.length),
        decode(d.digest, 'hex'), r.now, r.now
      from report r, json_to_recordset(${rows.deliveries}::text::json)
        as d(id uuid, recipient text, digest text, at integer, length integer)
    ), timed as (
      insert into clocks (report_id, recipient, clock, report, starts_from, started_at, due_kind, due_at, cautious_at,
        guideline_at)
      select r.id, c.recipient, c.clock, c.report, c."startsFrom", c."startedAt", c."dueKind", c."dueAt", c."cautiousAt",
        c."guidelineAt"
      from report r, json_to_recordset(${rows.clocks}::text::json) as c(recipient text, clock text, report text,
        "startsFrom" text, "startedAt" timestamptz, "dueKind" text, "dueAt" timestamptz, "cautiousAt" timestamptz,
        "guidelineAt" timestamptz)
      on conflict (report_id, recipient, clock) do update set started_at = excluded.started_at,
        due_kind = excluded.due_kind, due_at = excluded.due_at, cautious_at = excluded.cautious_at,
        guideline_at = excluded.guideline_at, ended_at = null
    )${whatEnds(sql, submission, rows.clocks)}, consented as (
      insert into consents (report_id, revision_number, kind, given, recorded_at)
      select r.id, r.number, c.kind, c.given, r.now
      from report r, json_to_recordset(${JSON.stringify(submission.consents)}::text::json) as c(kind text, given boolean)
    ), answered as (
      insert into question_answers (question_id, report_id, recipient, revision_number, answered_at)
      select q.id, r.id, q.recipient, r.number, r.now
      from report r, json_array_elements_text(${JSON.stringify(submission.answeredQuestions ?? [])}::text::json) as a(id)
        join feedback q on q.id = a.id::uuid and q.kind = 'question'
      where q.report_id = r.id
      on conflict (question_id) do nothing
    ), audited as (
      insert into audit (report_id, at, did, actor_kind, actor_id, subject, details)
      select id, now, 'report.submitted', ${kind}, ${person}, number::text, ${rows.audit} from report
    ), extracted_later as (
      insert into extracts_due (report_id, due_at) select id, now from report on conflict do nothing
    )
    select r.number, (select json_agg(f) from files f) as files from report r`
}

/** A first submission ends nothing, and is not made to look. */
function whatEnds(sql: Sql, { expectRevision, coversSent = [] }: Submission, clocks: string) {
  if (expectRevision === 0) return sql``
  return sql`, ended as (
      update clocks c set ended_at = r.now from report r
      where c.report_id = r.id and c.ended_at is null and not exists (select from json_to_recordset(${clocks}::text::json)
        as k(recipient text, clock text) where k.recipient = c.recipient and k.clock = c.clock)
    ), covered as (
      delete from covers c using report r where c.report_id = r.id
        and c.about in (select json_array_elements_text(${JSON.stringify(coversSent)}::text::json))
    )`
}

/** The key belongs to an earlier revision than the one expected: the report moved on, this submission did not. */
function sentBefore(error: unknown): Written[] {
  if (error instanceof postgres.PostgresError && error.constraint_name === 'revisions_sent_once') return []
  throw error
}

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
