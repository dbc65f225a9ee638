/**
 * First reports, written together: one statement, one transaction, one commit for all that wait (decision 018). A report
 * that is not as its reporter saw it is not among what is written. When the statement is refused, each is tried alone.
 */
import postgres, { type PendingQuery, type Sql } from 'postgres'
import { atOnce } from '#db/connections/at-once.server.ts'
import type { Pool } from '#db/connections/pool.server.ts'
import { together, type Together } from '#db/connections/together.server.ts'
import { type FirstRows, most, parametersOf, statement } from './first-rows.server.ts'
import type { Reached } from './submission-rows.server.ts'

type Files = readonly Reached[] | null

/** `program` holds the report for the length of its call. */
export interface FirstReport extends FirstRows {
  /** The same for this one report. */
  alone: () => Promise<Files>
}

export type FirstReports = Together<FirstReport, Files>

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
    .useApart((lease) => atOnce(lease, { kind: 'holders', reportIds, programs }, (sql) => write(sql, firsts)))
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

const write = (sql: Sql, firsts: readonly FirstReport[]): PendingQuery<{ id: string }[]> =>
  sql.unsafe<{ id: string }[]>(statement, parametersOf(firsts), { prepare: true })
