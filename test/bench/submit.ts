/**
 * Submissions over HTTP to the built portal: the preview's own form, posted by 16 at a time, from parsing to the answer
 * after the commit. The ceiling is measured before and after, in the same run and against the same database.
 */
import type { Sql } from 'postgres'
import postgres from 'postgres'
import { setTimeout as wait } from 'node:timers/promises'
import { measureCeiling, prepareReports, type Ceiling } from './ceiling.ts'
import { longReport, sizeOf } from './cases.ts'
import type { Figure } from './figures.ts'
import { openStore, prepareFilings, type Filing } from './filings.ts'
import { measureFindable, strikeOff } from './findable.ts'
import { ask, measureLoad, type Answered, type Ask, type Measured } from './load.ts'
import { bodyOf, formsOf } from './page-forms.ts'
import type { Portal } from './portal.ts'
import { cpuBy } from './processes.ts'
import { rowsOfSubmission } from './written-rows.ts'

const concurrent = 16

export interface SubmitOptions {
  submissions: number
  ceilings: number
}

/** How somebody sends: the requests, and the answer that says it is done. */
export interface Way {
  name: string
  bar: number
  asksFor: (portal: Portal, filings: readonly Filing[], sql: Sql) => Promise<Ask[]>
  isSent: (answered: Answered) => boolean
}

export async function measureSubmit(
  portal: Portal,
  { submissions, ceilings }: SubmitOptions,
  way: Way = byForm,
): Promise<Figure[]> {
  const { answers } = longReport()
  const store = openStore(portal)
  const sql = postgres(portal.databaseUrl, { max: concurrent, onnotice: () => {} })
  try {
    const [first, watched, ...rest] = await prepareFilings(store, answers, submissions + 60)
    if (!first || !watched) throw new Error('nothing was prepared')
    const send = (filing: Filing) => sendBy(way, { portal, sql, filing })
    await send(first) // makes what is made once: the keys of the recipients, the prepared statements
    const rows = await rowsOfSubmission(sql, () => send(watched))
    const ceiling = async () => measureCeiling(sql, rows, watched.id, await prepareReports(sql, watched.id, ceilings))

    const before = await ceiling()
    await strikeOff(sql)
    const asks = await way.asksFor(portal, rest, sql)
    await measureLoad({ origin: portal.origin, concurrent, asks: asks.slice(submissions), accepts: way.isSent })
    const measured = await underLoad(portal, sql, { asks: asks.slice(0, submissions), accepts: way.isSent })
    const findable = await measureFindable(portal, sql)
    await strikeOff(sql)
    const after = await ceiling()
    await strikeOff(sql)
    const deliveries = rows.find(({ name }) => name === 'public.deliveries')?.rows.length ?? 0
    const figures = figuresOf({ way, before, after, ...measured, kilobytes: sizeOf(answers) / 1000, deliveries })
    return [...figures, findable]
  } finally {
    await Promise.all([store.end(), sql.end()])
  }
}

async function sendBy(way: Way, { portal, sql, filing }: { portal: Portal; sql: Sql; filing: Filing }): Promise<void> {
  const [request] = await way.asksFor(portal, [filing], sql)
  if (!request) throw new Error('nothing to send')
  const answered = await ask(portal.origin, request)
  if (!way.isSent(answered))
    throw new Error(`a submission was answered ${answered.status}: ${answered.body.toString()}`)
}

/** After the commit the portal leads to the receipt. */
export const isSent = ({ status, headers }: { status: number; headers: { location?: string } }): boolean =>
  status >= 302 && status <= 303 && /\/receipt\/\d+/.test(headers.location ?? '')

/** Every report's own preview, read as a browser reads it. Not measured. */
async function previewsOf(portal: Portal, filings: readonly Filing[]): Promise<Ask[]> {
  const asks: Ask[] = []
  for (let at = 0; at < filings.length; at += 8) {
    asks.push(...(await Promise.all(filings.slice(at, at + 8).map((filing) => previewOf(portal, filing)))))
  }
  return asks
}

/** The request that the preview's button of sending makes. */
export async function previewOf({ origin }: Portal, { reference, cookie }: Filing): Promise<Ask> {
  const path = `/reports/${reference}/preview`
  const page = await ask(origin, { method: 'GET', path, headers: { Cookie: cookie } })
  const form = formsOf(page.body.toString()).find(({ fields }) => fields.some(([name]) => name === 'key'))
  if (!form) throw new Error(`the preview has no form that sends: ${page.status} ${page.body.toString().slice(0, 500)}`)
  const headers = { Cookie: cookie, Origin: origin, 'Sec-Fetch-Site': 'same-origin', Accept: 'text/html' }
  return { method: 'POST', path: form.action || path, headers, body: bodyOf(form, 'send') }
}

const byForm: Way = { name: 'submissions', bar: 40, asksFor: previewsOf, isSent }

interface UnderLoad {
  load: Measured
  server: number
  database: number
}

/** Processor time is read when the jobs of the submissions are done as well. */
async function underLoad(
  { origin, pid }: Portal,
  sql: Sql,
  { asks, accepts }: { asks: readonly Ask[]; accepts: Way['isSent'] },
): Promise<UnderLoad> {
  await jobsDone(sql)
  const before = cpuBy(pid)
  const load = await measureLoad({ origin, concurrent, asks, accepts })
  await jobsDone(sql)
  const after = cpuBy(pid)
  const each = (used: number) => used / asks.length
  return { load, server: each(after.own - before.own), database: each(after.below - before.below) }
}

async function jobsDone(sql: Sql): Promise<void> {
  for (let patience = 600; patience > 0; patience--) {
    const [queue] = await sql<{ open: boolean }[]>`
      select exists (select from outbox)
        or exists (select from graphile_worker.jobs where run_at <= now() and attempts < max_attempts) as open`
    if (!queue?.open) return
    await wait(100)
  }
  throw new Error('the jobs of the submissions are not done after a minute')
}

interface Result extends UnderLoad {
  way: Way
  before: Ceiling
  after: Ceiling
  kilobytes: number
  deliveries: number
}

function figuresOf({ way, before, after, load, server, database, kilobytes, deliveries }: Result): Figure[] {
  const ceiling = (before.perSecond + after.perSecond) / 2
  const what = `${load.count} × ${kilobytes.toFixed(1)} kB, ${deliveries} recipients, ${concurrent} at once`
  const written = `${before.rows} rows, ${(before.bytes / 1000).toFixed(1)} kB each`
  return [
    { name: 'ceiling, before', value: before.perSecond, unit: '/s', note: written },
    { name: 'ceiling, after', value: after.perSecond, unit: '/s' },
    { name: way.name, value: load.perSecond, unit: '/s', note: what },
    { name: `${way.name} / ceiling`, value: (100 * load.perSecond) / ceiling, unit: '%', bar: { atLeast: way.bar } },
    {
      name: 'processor time per submission',
      value: server + database,
      unit: 'ms',
      bar: { atMost: 5 },
      note: `server with its jobs ${server.toFixed(2)}, PostgreSQL ${database.toFixed(2)}`,
    },
    { name: 'failed submissions', value: load.failures, unit: '', bar: { atMost: 0 }, note: load.firstFailure ?? '' },
    { name: 'submission p50', value: load.p50, unit: 'ms' },
    { name: 'submission p99', value: load.p99, unit: 'ms' },
  ]
}
