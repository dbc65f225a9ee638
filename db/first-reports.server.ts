/**
 * First reports, written together: one statement, one transaction, one commit for all that wait (decision 018). A report
 * that is not as its reporter saw it is not among what is written. When the statement is refused, each is tried alone.
 */
import postgres, { type PendingQuery, type Sql } from 'postgres'
import { atOnce } from './at-once.server.ts'
import type { Pool } from './pool.server.ts'
import type { Reached, Ready } from './submission-rows.server.ts'
import { together, type Together } from './together.server.ts'

type Files = readonly Reached[] | null

export interface FirstReport extends Ready {
  /** Which holds the report for the length of its call; nothing for a person. */
  program: string
  /** The same for this one report. */
  alone: () => Promise<Files>
}

export type FirstReports = Together<FirstReport, Files>

/** As many as the statement expects; see `limit` there. */
const most = 4
/** Somebody's report may be held fast by another transaction. */
const patience = 100 // ms

export function openFirstReports(pool: Pool): FirstReports {
  return together({
    most,
    patience,
    keyOf: ({ rows }) => rows.reportId,
    work: (firsts) => (firsts.length === 1 ? firsts.map(({ alone }) => alone()) : writeAll(pool, firsts)),
  })
}

function writeAll(pool: Pool, firsts: readonly FirstReport[]): Promise<Files>[] {
  const reportIds = firsts.map(({ rows }) => rows.reportId)
  const programs = firsts.map(({ program }) => program)
  const written = pool
    .use((lease) => atOnce(lease, { kind: 'holders', reportIds, programs }, (sql) => write(sql, firsts)))
    .then((found) => new Set(found.map(({ id }) => id)))
  return firsts.map(({ rows, alone }) =>
    written.then(
      (ids) => (ids.has(rows.reportId) ? rows.caseFiles : null),
      (fault) => (isRefused(fault) ? alone() : Promise.reject(fault)),
    ),
  )
}

/** The server said no, so nothing is written. The reason may lie in one of them, and is no concern of the others. */
const isRefused = (fault: unknown): boolean => fault instanceof postgres.PostgresError

function write(sql: Sql, firsts: readonly FirstReport[]): PendingQuery<{ id: string }[]> {
  const told: string[] = []
  const pieces: Buffer[] = []
  let base = 0
  for (const { rows, sealed, program } of firsts) {
    told.push(JSON.stringify({ base, program: program || null, ...rows }))
    for (const piece of sealed) base += piece.length
    pieces.push(...sealed)
  }
  const sealed = Buffer.concat(pieces, base).toString('base64') // the driver would write each byte as two letters
  return sql.unsafe<{ id: string }[]>(statement, [`[${told.join(',')}]`, sealed], { prepare: true })
}

/** `limit` tells the planner that they are few: it then looks up each report and does not read them all. */
const statement = `
  with given as (
    select * from json_to_recordset($1::text::json) as g("reportId" uuid, base integer, program text, now timestamptz, revision uuid,
      phase text, edition text, rulebook text, key text, payload text, length integer, audit text, "caseFiles" json,
      deliveries json, clocks json, consents json)
    limit ${most}
  ), sealed as materialized (
    select decode($2::text, 'base64') as bytes
  ), report as (
    update reports r set revision_number = 1, submitted_at = g.now from given g
    where r.id = g."reportId" and r.revision_number = 0 and r.withdrawn_at is null
    returning r.id, r.reference, g.*
  ), revision as (
    insert into revisions (id, report_id, number, phase, edition, rulebook, content, digest, idempotency_key,
      payload_digest, submitted_at)
    select revision, id, 1, phase, edition, rulebook, substring((select bytes from sealed) from base + 1 for length),
      sha256(substring((select bytes from sealed) from base + 1 for length)), key, decode(payload, 'hex'), now
    from report
  ), files as (
    insert into case_files (id, report_id, recipient, reference, revision_number, received_at, updated_at, stage,
      attack_type, sector, prefecture, severity, due_at, heading)
    select f.id, r.id, f.recipient, r.reference, 1, r.now, r.now, f.stage, f."attackType", f.sector, f.prefecture,
      f.severity, f."dueAt", substring((select bytes from sealed) from r.base + f.at for f.length)
    from report r, json_to_recordset(r."caseFiles") as f(id uuid, recipient text, stage text, "attackType" text,
      sector text, prefecture text, severity smallint, "dueAt" timestamptz, at integer, length integer)
  ), delivered as (
    insert into deliveries (id, report_id, recipient, revision_number, phase, content, digest, sent_at, delivered_at)
    select d.id, r.id, d.recipient, 1, r.phase, substring((select bytes from sealed) from r.base + d.at for d.length),
      decode(d.digest, 'hex'), r.now, r.now
    from report r, json_to_recordset(r.deliveries) as d(id uuid, recipient text, digest text, at integer, length integer)
  ), timed as (
    insert into clocks (report_id, recipient, clock, report, starts_from, started_at, due_kind, due_at, cautious_at,
      guideline_at)
    select r.id, c.recipient, c.clock, c.report, c."startsFrom", c."startedAt", c."dueKind", c."dueAt", c."cautiousAt",
      c."guidelineAt"
    from report r, json_to_recordset(r.clocks) as c(recipient text, clock text, report text, "startsFrom" text,
      "startedAt" timestamptz, "dueKind" text, "dueAt" timestamptz, "cautiousAt" timestamptz, "guidelineAt" timestamptz)
  ), consented as (
    insert into consents (report_id, revision_number, kind, given, recorded_at)
    select r.id, 1, c.kind, c.given, r.now
    from report r, json_to_recordset(r.consents) as c(kind text, given boolean)
  ), audited as (
    insert into audit (report_id, at, did, actor_kind, actor_id, subject, details)
    select id, now, 'report.submitted', case when program is null then 'holder' else 'machine' end, program, '1', audit
    from report
  ), extracted_later as (
    insert into extracts_due (report_id, due_at) select id, now from report
  )
  select id from report`
