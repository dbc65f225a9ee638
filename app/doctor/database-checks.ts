/** What the doctor asks the database: durability, shape, clock, queue, pages that do not add up. As the owner. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Sql } from 'postgres'
import { levelIf, type Finding } from './finding.ts'

/** What durability and the silence of the server's log rest on. */
const wanted: Readonly<Record<string, string>> = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  data_checksums: 'on',
  log_statement: 'none',
  log_parameter_max_length_on_error: '0',
  log_min_messages: 'log',
}

export async function databaseFindings(sql: Sql): Promise<Finding[]> {
  const [{ isMade } = { isMade: false }] = await sql<{ isMade: boolean }[]>`
    select to_regclass('migrations') is not null as "isMade"`
  if (!isMade) return [...(await settings(sql)), { check: 'empty', level: 'fail' }]
  return [
    ...(await settings(sql)),
    await migrations(sql),
    await clock(sql),
    await brokenPages(sql),
    await queue(sql),
    await deadJobs(sql),
  ]
}

async function settings(sql: Sql): Promise<Finding[]> {
  const rows = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ${sql(Object.keys(wanted))} order by name`
  return rows.map(({ name, setting }) => ({
    check: 'setting',
    level: levelIf(setting === wanted[name]),
    values: { name, setting, wanted: wanted[name] ?? '' },
  }))
}

async function migrations(sql: Sql): Promise<Finding> {
  const folder = path.resolve(import.meta.dirname, '../../db/migrations')
  const known = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const rows = await sql<{ name: string }[]>`select name from migrations order by name`
  const waiting = known.filter((name) => !rows.some((row) => row.name === name)).length
  const last = rows.at(-1)?.name ?? '-'
  // The portal of this version does not start with it.
  if (rows.some(({ name }) => !known.includes(name))) return { check: 'newer', level: 'fail', values: { last } }
  return { check: 'migrations', level: levelIf(rows.length > 0 && waiting === 0), values: { last, waiting } }
}

/** Deadlines go by the portal's clock, some times by the database's: they must agree to the second. */
async function clock(sql: Sql): Promise<Finding> {
  const asked = Date.now()
  const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`
  const answered = Date.now()
  const there = row?.now.getTime() ?? 0
  const apart = Math.max(0, asked - there, there - answered)
  const level = apart < 2_000 ? 'ok' : apart < 30_000 ? 'warn' : 'fail'
  return { check: 'clock', level, values: { seconds: (apart / 1000).toFixed(1) } }
}

async function brokenPages(sql: Sql): Promise<Finding> {
  const [row] = await sql<{ count: number }[]>`
    select coalesce(sum(checksum_failures), 0)::int as count from pg_stat_database`
  const count = row?.count ?? 0
  return { check: 'pages', level: levelIf(count === 0), values: { count } }
}

/** How long the oldest work waits that could be done by now. */
async function queue(sql: Sql): Promise<Finding> {
  const [row] = await sql<{ count: number; seconds: number }[]>`
    with waiting as (
      select run_at from graphile_worker._private_jobs
        where run_at <= now() and locked_at is null and attempts < max_attempts
      union all select now() from outbox
    )
    select count(*)::int as count, coalesce(extract(epoch from now() - min(run_at)), 0)::int as seconds from waiting`
  const { count, seconds } = row ?? { count: 0, seconds: 0 }
  const level = seconds < 120 ? 'ok' : seconds < 1_800 ? 'warn' : 'fail'
  return { check: 'queue', level, values: { count, minutes: Math.floor(seconds / 60) } }
}

async function deadJobs(sql: Sql): Promise<Finding> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from graphile_worker._private_jobs where attempts >= max_attempts`
  const count = row?.count ?? 0
  return { check: 'deadJobs', level: levelIf(count === 0), values: { count } }
}
