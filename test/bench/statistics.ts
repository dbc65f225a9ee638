/**
 * How long an agency's statistics take to come as a page: 200,000 case files over five years, 100,000 of them of one
 * agency, asked for one after the other as its officer. Each page is for another period, as what was just counted is kept.
 *   npm run build && node test/bench/statistics.ts [--files 100000] [--runs 10]
 */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { tableOf, type Figure } from './figures.ts'
import { openStore } from './filings.ts'
import { officerCookie } from './officers.ts'
import { removePortal, startPortal, type Portal } from './portal.ts'
import { cpuOf } from './processes.ts'
import { seedCaseFiles } from './statistics-seed.ts'

const { values: told } = parseArgs({
  options: { files: { type: 'string', default: '100000' }, runs: { type: 'string', default: '10' } },
})
const files = Number(told.files)

const portal = await startPortal()
try {
  await seed(portal)
  const cookie = await signedIn(portal)
  const months = await monthsOffered(cookie)
  const runs = Array.from({ length: Number(told.runs) }, (_, run) => run)
  const year = await measure(
    cookie,
    runs.map((run) => `from=${months[run + 11]}&to=${months[run]}`),
  )
  const all = await measure(
    cookie,
    runs.map((run) => `from=${months.at(-1)}&to=${months[run]}`),
  )
  console.log(tableOf([...figuresOf('one year', year), ...figuresOf('five years', all)]))
} finally {
  await portal.stop()
  await removePortal(portal.folder)
}

async function seed({ databaseUrl }: Portal): Promise<void> {
  const owner = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  await seedCaseFiles(owner, { agency: 'ppc', files, until: new Date(), heading: randomBytes(160) })
  await owner.end()
}

async function signedIn(open: Portal): Promise<string> {
  const store = openStore(open)
  const cookie = await officerCookie(store, { recipient: 'ppc', prefecture: null })
  await store.end()
  return cookie
}

async function pageOf(cookie: string, address: string): Promise<string> {
  const answer = await fetch(`${portal.origin}${address}`, { headers: { Cookie: cookie } })
  if (!answer.ok) throw new Error(`${address} was answered ${answer.status}`)
  return answer.text()
}

/** Newest first. */
async function monthsOffered(cookie: string): Promise<string[]> {
  const found = [...(await pageOf(cookie, '/desk/statistics')).matchAll(/<option value="(\d{4}-\d\d)"/g)]
  return [...new Set(found.map(([, month = '']) => month))].toSorted().toReversed()
}

interface Measured {
  times: number[]
  /** Processor time of the server and its database for one page, in ms. */
  cpu: number
  counted: number
}

async function measure(cookie: string, periods: readonly string[]): Promise<Measured> {
  const times: number[] = []
  let page = ''
  const before = cpuOf(portal.pid)
  for (const period of periods) {
    const begun = performance.now()
    page = await pageOf(cookie, `/desk/statistics?${period}`)
    times.push(performance.now() - begun)
  }
  const cpu = (cpuOf(portal.pid) - before) / times.length
  const counted = Number(/事案([\d,]+)件/.exec(page)?.[1]?.replaceAll(',', ''))
  return { times: times.toSorted((a, b) => a - b), cpu, counted }
}

function figuresOf(name: string, { times, cpu, counted }: Measured): Figure[] {
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN
  const note = `${counted.toLocaleString('en')} case files counted at the end`
  return [
    { name: `statistics of ${name}, median`, value: at(0.5), unit: 'ms', bar: { atMost: 1_000 }, note },
    { name: `statistics of ${name}, processor time`, value: cpu, unit: 'ms', note: 'two queries side by side' },
    {
      name: `statistics of ${name}, slowest`,
      value: at(1),
      unit: 'ms',
      note: `of ${times.length}, one after the other`,
    },
  ]
}
