/**
 * A submission in one statement and one round trip with BEGIN and COMMIT. Everything hangs on the first update, which
 * takes the report's row only when it still has the expected revision, so that of many equal submissions one writes and
 * the others write nothing.
 */
import postgres, { type PendingQuery, type Sql } from 'postgres'
import { auditor } from '#db/audit/audit.server.ts'
import type { ActingDb, Tx } from '#db/context.ts'
import { insertFiling } from '#db/mandates/sendings.server.ts'
import type { Reached, Ready } from './submission-rows.server.ts'
import type { Submission } from './submissions.server.ts'

interface Written {
  files: readonly Reached[] | null
}

/** The case files that it reached; null when the report is not as it was seen, and nothing was written. */
export async function writeAlone(
  db: ActingDb,
  submission: Submission,
  ready: Ready,
): Promise<readonly Reached[] | null> {
  const write = (sql: Sql) => statement(sql, submission, ready, auditor(db.actor))
  const isMore = submission.filedUnder || submission.wish || submission.tell
  const writing = isMore ? db.transaction((tx) => writeUnder(tx, write, submission)) : db.atOnce(write)
  const [written] = await writing.catch(sentBefore)
  return written ? (written.files ?? []) : null
}

/** Who filed it, that it was wished for, and whom it is told goes with it or not at all. */
async function writeUnder(
  tx: Tx,
  write: (sql: Sql) => PendingQuery<Written[]>,
  { reportId, now, expectRevision, filedUnder, wish, tell }: Submission,
): Promise<Written[]> {
  if (wish && !(await wish.hold(tx))) return []
  const written = await write(tx.sql)
  if (written.length === 0) return []
  const revisionNumber = expectRevision + 1
  if (filedUnder) await insertFiling(tx, { ...filedUnder, revisionNumber, reportId, now })
  await wish?.settle(tx, revisionNumber)
  await tell?.(tx)
  return written
}

/** Long, because it is one statement: every part waits for `report`, which yields a row or nothing. */
function statement(
  sql: Sql,
  submission: Submission,
  { rows, sealed }: Ready,
  { kind, person }: ReturnType<typeof auditor>,
): PendingQuery<Written[]> {
  const clocks = JSON.stringify(rows.clocks)
  return sql<Written[]>`
    with given as materialized (
      select ${rows.reportId}::uuid as report_id, ${rows.number}::integer as number, ${rows.now}::timestamptz as now,
        ${Buffer.concat(sealed)}::bytea as sealed, ${rows.length}::integer as length
    ), report as (
      update reports r set revision_number = g.number, submitted_at = coalesce(r.submitted_at, g.now) from given g
      where r.id = g.report_id and r.revision_number = g.number - 1 and r.withdrawn_at is null
      returning r.id, r.reference, g.number, g.now, g.sealed, g.length
    ), revision as (
      insert into revisions (report_id, number, phase, edition, rulebook, content, digest, idempotency_key,
        payload_digest, submitted_at)
      select id, number, ${rows.phase}, ${rows.edition}, ${rows.rulebook},
        substring(sealed from 1 for length), sha256(substring(sealed from 1 for length)), ${rows.key},
        ${submission.payloadDigest}, now
      from report
    ), files as (
      insert into case_files (id, report_id, recipient, reference, revision_number, received_at, updated_at, stage,
        attack_type, sector, prefecture, severity, due_at, heading)
      select f.id, r.id, f.recipient, r.reference, r.number, r.now, r.now, f.stage, f."attackType", f.sector,
        f.prefecture, f.severity, f."dueAt", substring(r.sealed from f.at for f.length)
      from report r, json_to_recordset(${JSON.stringify(rows.caseFiles)}::text::json) as f(id uuid, recipient text, stage text,
        "attackType" text, sector text, prefecture text, severity smallint, "dueAt" timestamptz, at integer, length integer)
      on conflict (report_id, recipient) do update set revision_number = excluded.revision_number,
        updated_at = excluded.updated_at, stage = excluded.stage, attack_type = excluded.attack_type,
        sector = excluded.sector, prefecture = excluded.prefecture, severity = excluded.severity,
        due_at = excluded.due_at, heading = excluded.heading, closed_at = null, closed_reason = null
      returning id, recipient, prefecture
    ), delivered as (
      insert into deliveries (id, report_id, recipient, revision_number, phase, content, digest, sent_at, delivered_at)
      select d.id, r.id, d.recipient, r.number, ${rows.phase}, substring(r.sealed from d.at for d.length),
        decode(d.digest, 'hex'), r.now, r.now
      from report r, json_to_recordset(${JSON.stringify(rows.deliveries)}::text::json)
        as d(id uuid, recipient text, digest text, at integer, length integer)
    ), timed as (
      insert into clocks (report_id, recipient, clock, report, starts_from, started_at, due_kind, due_at, cautious_at,
        guideline_at)
      select r.id, c.recipient, c.clock, c.report, c."startsFrom", c."startedAt", c."dueKind", c."dueAt", c."cautiousAt",
        c."guidelineAt"
      from report r, json_to_recordset(${clocks}::text::json) as c(recipient text, clock text, report text,
        "startsFrom" text, "startedAt" timestamptz, "dueKind" text, "dueAt" timestamptz, "cautiousAt" timestamptz,
        "guidelineAt" timestamptz)
      on conflict (report_id, recipient, clock) do update set started_at = excluded.started_at,
        due_kind = excluded.due_kind, due_at = excluded.due_at, cautious_at = excluded.cautious_at,
        guideline_at = excluded.guideline_at, ended_at = null, over_at = null
    )${whatEnds(sql, submission, clocks)}${whatIsAdded(sql, submission)}, consented as (
      insert into consents (report_id, revision_number, kind, given, recorded_at)
      select r.id, r.number, c.kind, c.given, r.now
      from report r, json_to_recordset(${JSON.stringify(rows.consents)}::text::json) as c(kind text, given boolean)
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
    select (select json_agg(f) from files f) as files from report r`
}

/** A file that is gone meanwhile has no row, and the whole submission fails: nobody is told of what nobody can have. */
function whatIsAdded(sql: Sql, { files = [] }: Submission) {
  if (files.length === 0) return sql``
  return sql`, added as (
      insert into file_deliveries (file_id, report_id, recipient, revision_number)
      select f.id, r.id, f.recipient, r.number
      from report r, json_to_recordset(${JSON.stringify(files)}::text::json) as f(id uuid, recipient text)
    )`
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
