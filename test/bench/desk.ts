/**
 * The desk of a body at 10,000 deliveries and at 1,000,000, in one run: `npm run bench -- --only=desk`. The small one is
 * the last days of the large one, so both show the same rows; what differs is the history below them.
 */
import http from 'node:http'
import postgres from 'postgres'
import { chooseColumns, saveView } from '#app/case-files/views.server.ts'
import type { Database } from '#db/client.server.ts'
import type { Officer } from '#db/context.ts'
import { insertOfficer } from '#db/people.server.ts'
import { newId } from '#db/secrets.server.ts'
import { submissionOf, type Filed } from './desk-arrivals.ts'
import { measured, seedDesk } from './desk-seed.ts'
import { words } from './desk-texts.ts'
import type { Figure } from './figures.ts'
import { openStore } from './filings.ts'
import { measureLoad, summary, type Measured } from './load.ts'
import type { Portal } from './portal.ts'
import { signIn } from './sessions.ts'

export const deskSizes = { small: 10_000, large: 1_000_000, asks: 100, rounds: 3, queues: 200, arrivals: 20 }
const day = 86_400_000
const years = 5 * 365 * day

export async function measureDesk(portal: Portal, sizes = deskSizes): Promise<Figure[]> {
  const store = openStore(portal)
  const sql = postgres(portal.databaseUrl, { max: 1, onnotice: () => {} })
  try {
    const now = new Date()
    const officers = await deskOf(store, now)
    const [officer] = officers
    if (!officer) throw new Error('nobody sits at the desk')
    const cookie = await signIn(store, 'staff', officer)
    const recent = new Date(now.getTime() - (years * sizes.small) / sizes.large)
    await arrange(store, officer, now)

    await timed(`seeding ${sizes.small}`, () =>
      seedDesk(store, sql, officers, { deliveries: sizes.small, from: recent, to: now }),
    )
    const small = await measureEach(portal, sql, cookie, sizes)
    const from = new Date(now.getTime() - years)
    await timed(`seeding ${sizes.large}`, () =>
      seedDesk(store, sql, officers, { deliveries: sizes.large - sizes.small, from, to: recent }),
    )
    const large = await measureEach(portal, sql, cookie, sizes)
    return [...compared(small, large), ...(await measureArrivals(portal, store, cookie, sizes))]
  } finally {
    await Promise.all([store.end(), sql.end()])
  }
}

async function deskOf(store: Database, now: Date): Promise<Officer[]> {
  const officers = Array.from({ length: 12 }, (_, at): Officer => {
    const name = `計測 ${at + 1}`
    return { kind: 'officer', officerId: newId(), name, recipient: measured, prefecture: null, role: 'officer' }
  })
  const operator = { kind: 'operator', operatorId: newId() } as const
  await store.as(operator).transaction(async (tx) => {
    for (const officer of officers) await insertOfficer(tx, officer, now)
  })
  return officers
}

const views = { 至急: 'label=至急', 自分: 'mine=1', 期限: 'due=week&order=urgent', 新着: 'state=new' }

/** Views and columns as a busy desk has them: every queue page counts the views and opens the columns. */
async function arrange(store: Database, actor: Officer, now: Date): Promise<void> {
  const context = { db: store.as(actor), actor, now }
  for (const [name, query] of Object.entries(views)) await saveView(context, { name, query, shared: true })
  await chooseColumns(context, ['report-purpose', 'time-occurrence', 'sharing-tlp'])
}

const queues: Record<string, string> = {
  queue: '',
  'state new': 'state=new',
  'state opened': 'state=opened',
  'state waiting': 'state=waiting',
  'state acknowledged': 'state=acknowledged',
  'state closed': 'state=closed',
  'state all': 'state=all',
  'stage final': 'stage=final',
  'stage final, all': 'state=all&stage=final',
  attack: 'attack=ddos',
  'attack, all': 'state=all&attack=ddos',
  'sector, all': 'state=all&sector=water',
  'prefecture, all': 'state=all&prefecture=徳島県',
  'three filters, all': 'state=all&sector=water&attack=ddos&prefecture=徳島県',
  overdue: 'due=overdue',
  'due in a week': 'due=week',
  'never due': 'due=none',
  'urgent first': 'order=urgent',
  'oldest first': 'order=oldest',
  'gravest first': 'order=gravest',
  'gravest first, all': 'order=gravest&state=all',
  'severity high': 'severity=high',
  'severity high, all': 'severity=high&state=all',
  mine: 'mine=1',
  'mine, all': 'mine=1&state=all',
  'of nobody': 'free=1',
  'of nobody, all': 'free=1&state=all',
  unread: 'unread=1',
  label: 'label=至急',
  'label, all': 'label=至急&state=all',
  'label of nobody': 'label=無い&state=all',
  'search, in two of five': `q=${words.common}`,
  'search, two letters': 'q=病院',
  'search, rare': `q=${words.rare}`,
  'search, nowhere': `q=${words.none}`,
  'search, phrase': 'q="不審な通信が疑われます"',
  'search and filter': `q=${words.common}&stage=final`,
}

const middle = (all: readonly Measured[]) => all.toSorted((a, b) => a.p99 - b.p99)[Math.floor(all.length / 2)]

/** Of each page the round in the middle: others use the machine as well, and one of their bursts is no property of ours. */
export async function measureEach(
  portal: Portal,
  sql: postgres.Sql,
  cookie: string,
  { asks, rounds }: Pick<typeof deskSizes, 'asks' | 'rounds'>,
): Promise<Map<string, Measured>> {
  const files = await sql<{ id: string }[]>`
    select id from case_files where recipient = ${measured} order by md5(id::text) limit ${asks}`
  const paths = new Map(Object.entries(queues).map(([name, query]) => [name, [`/desk?${new URLSearchParams(query)}`]]))
  paths.set(
    'case file',
    files.map(({ id }) => `/desk/case-files/${id}`),
  )
  const results = new Map<string, Measured[]>()
  for (let round = 0; round < rounds; round++) {
    for (const [name, addresses] of paths) {
      const one = await measurePage(portal, cookie, addresses, asks)
      if (one.failures > 0) throw new Error(`${name} failed: ${one.firstFailure}`)
      results.set(name, [...(results.get(name) ?? []), one])
    }
  }
  return new Map([...results].flatMap(([name, all]) => [middle(all) ?? []].flat().map((one) => [name, one] as const)))
}

async function measurePage({ origin }: Portal, cookie: string, addresses: readonly string[], count: number) {
  const headers = { Cookie: cookie, Accept: 'text/html', 'Accept-Encoding': 'gzip' }
  const asks = Array.from({ length: count }, (_, turn) => ({
    method: 'GET' as const,
    path: addresses[turn % addresses.length] ?? '/',
    headers,
  }))
  const load = { origin, concurrent: 2, accepts: isPage }
  await measureLoad({ ...load, asks: asks.slice(0, 5) })
  return measureLoad({ ...load, asks })
}

const isPage = ({ status }: { status: number }) => status === 200

function compared(small: Map<string, Measured>, large: Map<string, Measured>): Figure[] {
  return [...large].map(([name, { p50, p99 }]) => {
    const before = small.get(name)
    const note = `p50 ${before?.p50.toFixed(1)} → ${p50.toFixed(1)} ms, p99 ${before?.p99.toFixed(1)} → ${p99.toFixed(1)} ms`
    return { name: `desk: ${name}`, value: p99 / (before?.p99 ?? NaN), unit: '×', bar: { atMost: 1.5 }, note }
  })
}

/** From the moment a submission is sent until each open queue has been told. */
async function measureArrivals(
  { origin }: Portal,
  store: Database,
  cookie: string,
  { queues: count, arrivals }: typeof deskSizes,
): Promise<Figure[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: count })
  const told: number[] = []
  let sent = 0
  const streams = await Promise.all(
    Array.from({ length: count }, () => openStream(origin, cookie, agent, () => told.push(performance.now() - sent))),
  )
  for (let turn = 0; turn < arrivals; turn++) {
    const file: Filed = await submissionOf(store, measured)
    sent = performance.now()
    await file.send()
    await until(() => told.length >= count * (turn + 1))
  }
  for (const stream of streams) stream.destroy()
  agent.destroy()
  const { p50, p99 } = summary(told, [], 1)
  const note = `${count} queues, ${arrivals} submissions, each told each time: ${told.length}; p50 ${p50.toFixed(0)} ms`
  return [{ name: 'live arrival, p99', value: p99, unit: 'ms', bar: { atMost: 1000 }, note }]
}

function openStream(
  origin: string,
  cookie: string,
  agent: http.Agent,
  onEvent: () => void,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.get(new URL('/desk/live', origin), { agent, headers: { Cookie: cookie } }, (response) => {
      response.on('data', (bytes: Buffer) => {
        const text = bytes.toString()
        if (text.startsWith('retry')) resolve(response)
        for (const _ of text.matchAll(/^data:/gm)) onEvent()
      })
      response.on('error', () => {})
    })
    request.on('error', reject)
  })
}

async function until(reached: () => boolean): Promise<void> {
  for (let patience = 1_000; patience > 0; patience--) {
    if (reached()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('an open queue was not told within five seconds')
}

async function timed(name: string, work: () => Promise<void>): Promise<void> {
  const begun = performance.now()
  await work()
  process.stderr.write(`${name} deliveries: ${((performance.now() - begun) / 1000).toFixed(0)} s … `)
}
