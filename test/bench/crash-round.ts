/**
 * One round of the crash story: the server is killed with kill -9 (or asked to stop) in a stream of submissions, started
 * again on the same data, and every submission whose answer was lost is sent again under its key, as a reload does.
 */
import postgres, { type Sql } from 'postgres'
import { setTimeout as wait } from 'node:timers/promises'
import { readyAt, type CrashDoor, type Ready } from './crash-doors.ts'
import { ask, type Answered } from './load.ts'
import { fillDisk, killDatabase, untilReady } from './interruptions.ts'
import { startPortal, type Portal, type PortalOptions } from './portal.ts'

export interface CrashRound {
  /** Answered "sent" before the server ended. */
  acknowledged: number
  /** Asked and not answered: sent or not, nobody knows. */
  unanswered: number
  /** Sent, and not told so: a killed server cannot help it, one that is asked to stop tells everybody first. */
  untold: number
  /** Acknowledged, and not whole in the database after the restart, or not on the receipt. */
  lost: number
  /** A recipient that got the same revision more than once, or a second revision of the same submission. */
  twice: number
  /** Some recipients and not others. */
  partial: number
  /** Sent again under the same key, also after the seconds that it was told to wait, and still not accepted. */
  refused: number
  /** Answers that said "later" (409 or 503 with Retry-After) to what was sent again: nothing wrong, if they are few. */
  later: number
  /** Any other answer than success or "later", while it was down or afterwards: a client would take it for the last word. */
  strange: number
  /** In the database although nobody had sent it. */
  unasked: number
  /** From the start of the process, from the kill of the database, or from when there was room, until it was ready again. */
  readyMs: number
}

export interface CrashOptions {
  portal: Portal
  filings: number
  /** How long the stream runs before the kill. */
  killAfterMs: number
  /** And until so many were acknowledged. */
  afterAcknowledged?: number
  /**
   * How it ends; without it, as in a power cut. `postgres`: the database is killed with all its processes and the portal
   * lives on. `disk`: the disk of the portal's folder is full for a while, and the portal lives on.
   */
  end?: 'kill' | 'stop' | 'postgres' | 'disk'
  /** By the form without it. */
  door?: CrashDoor
  /** How the portal is started again. */
  again?: Pick<PortalOptions, 'environment' | 'byNpm'>
}

interface Sending extends Ready {
  state: 'waiting' | 'asked' | 'acknowledged'
}

const lanes = 8
const fullFor = 2_000 // ms

/** Returns what was found and the portal as it runs afterwards. */
export async function crashRound({
  portal,
  filings,
  killAfterMs,
  afterAcknowledged = 0,
  end = 'kill',
  door = 'form',
  again: how = {},
}: CrashOptions): Promise<{ round: CrashRound; portal: Portal }> {
  const sendings: Sending[] = (await readyAt(door, portal, filings)).map((ready) => ({ ...ready, state: 'waiting' }))
  const strange: string[] = []
  const streaming = stream(portal, sendings, strange)
  await wait(killAfterMs)
  while (sendings.filter(({ state }) => state === 'acknowledged').length < afterAcknowledged) await wait(1)
  const { again, readyMs } = await interrupted(portal, end, streaming, how)
  const sql = postgres(again.databaseUrl, { max: 2, onnotice: () => {} })
  try {
    const acknowledged = sendings.filter(({ state }) => state === 'acknowledged')
    const unanswered = sendings.filter(({ state }) => state === 'asked')
    const untold = await countSent(sql, unanswered)
    const lostAtOnce = await countMissing(sql, acknowledged)
    const unasked = await countSent(
      sql,
      sendings.filter(({ state }) => state === 'waiting'),
    )
    const { refused, later } = await repeat(again, sendings, strange)
    for (const one of strange) console.log(`a strange answer: ${one}`)
    const found = await lookThrough(sql, again, sendings)
    const counts = {
      acknowledged: acknowledged.length,
      unanswered: unanswered.length,
      untold,
      refused,
      later,
      strange: strange.length,
      unasked,
      readyMs,
    }
    return { portal: again, round: { ...counts, ...found, lost: lostAtOnce + found.lost } }
  } finally {
    await sql.end()
  }
}

/** The portal as it runs afterwards: a new one, or the same when only what it stands on had failed. */
async function interrupted(
  portal: Portal,
  end: NonNullable<CrashOptions['end']>,
  streaming: Promise<void>,
  how: NonNullable<CrashOptions['again']>,
): Promise<{ again: Portal; readyMs: number }> {
  let begun = performance.now()
  if (end === 'kill' || end === 'stop') {
    await portal[end]()
    await streaming
    begun = performance.now()
    const again = await startPortal({ folder: portal.folder, ...how })
    return { again, readyMs: performance.now() - begun }
  }
  if (end === 'postgres') killDatabase(portal.folder)
  else {
    const makeRoom = fillDisk(portal.folder)
    await Promise.race([streaming, wait(fullFor)])
    makeRoom()
    begun = performance.now()
  }
  await untilReady(portal)
  const readyMs = performance.now() - begun
  await streaming
  return { again: portal, readyMs }
}

/** Sends until the server is gone. */
async function stream({ origin }: Portal, sendings: readonly Sending[], strange: string[]): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let one = sendings[next++]; one; one = sendings[next++]) {
      one.state = 'asked'
      const answered = await ask(origin, one.ask).catch(() => null)
      if (!answered) return
      if (one.isSent(answered)) one.state = 'acknowledged'
      else if (!saysLater(answered)) strange.push(inShort(answered))
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Everything once more, twice at the same time: what was lost on the way, and what had arrived. */
async function repeat({ origin }: Portal, sendings: readonly Sending[], strange: string[]) {
  const told = { refused: 0, later: 0 }
  const sent = async (sending: Sending, tries = 5): Promise<boolean> => {
    const { ask: one, isSent } = sending
    const answered = await ask(origin, { ...one, headers: { ...one.headers, Origin: origin } })
    if (isSent(answered)) return true
    if (!saysLater(answered)) strange.push(inShort(answered))
    if (!saysLater(answered) || tries === 1) return false
    told.later += 1
    await wait(1000 * Number(answered.headers['retry-after']))
    return sent(sending, tries - 1)
  }
  await eachInLanes(sendings, async (sending) => {
    const both = await Promise.all([sent(sending), sent(sending)])
    if (!both.every(Boolean)) told.refused += 1
  })
  return told
}

/** As docs of the interface have it: it may be done or not, and the same may be asked again after so many seconds. */
const saysLater = ({ status, headers }: Answered): boolean =>
  (status === 409 || status === 503) && Number(headers['retry-after']) > 0

const inShort = ({ status, body }: Answered): string => `${status} ${body.subarray(0, 300).toString()}`

interface Found {
  lost: number
  twice: number
  partial: number
}

async function lookThrough(sql: Sql, portal: Portal, sendings: readonly Sending[]): Promise<Found> {
  const found = { lost: 0, twice: 0, partial: 0 }
  const rows = await deliveriesOf(sql, sendings)
  const byReport = Map.groupBy(rows, ({ reportId }) => reportId)
  const whole = Math.max(...[...byReport.values()].map((sent) => new Set(sent.map(({ recipient }) => recipient)).size))
  await eachInLanes(sendings, async ({ reportId, deliveriesShown }) => {
    const sent = byReport.get(reportId) ?? []
    const recipients = new Set(sent.map(({ recipient }) => recipient)).size
    const receipt = await deliveriesShown(portal)
    if (sent.length === 0) found.lost += 1
    else if (recipients < whole || receipt < whole) found.partial += 1
    if (sent.length > recipients || receipt > whole) found.twice += 1
  })
  return found
}

/** A few at a time: a round should not wait for what a small machine can do beside. */
async function eachInLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: 4 }, lane))
}

const deliveriesOf = (sql: Sql, sendings: readonly Sending[]) => sql<{ reportId: string; recipient: string }[]>`
  select report_id as "reportId", recipient from deliveries where report_id = any(${idsOf(sendings)}::uuid[])`

/** Acknowledged, and without a revision or with fewer deliveries than case files or none. */
async function countMissing(sql: Sql, acknowledged: readonly Sending[]): Promise<number> {
  return acknowledged.length - (await countSent(sql, acknowledged))
}

async function countSent(sql: Sql, sendings: readonly Sending[]): Promise<number> {
  const [counted] = await sql<{ count: number }[]>`
    select count(*)::int as count from revisions r where report_id = any(${idsOf(sendings)}::uuid[])
      and exists (select from deliveries d where d.report_id = r.report_id and d.revision_number = r.number)`
  return counted?.count ?? 0
}

const idsOf = (sendings: readonly Sending[]) => sendings.map(({ reportId }) => reportId)
