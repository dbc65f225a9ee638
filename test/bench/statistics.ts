/**
 * How long an agency's statistics take to come as a page: 200,000 case files over five years, 100,000 of them of one
 * agency, asked for one after the other as its officer, each time for another period.
 */
import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import type { Figure } from './figures.ts'
import { openStore } from './filings.ts'
import { isFine, measureLoad } from './load.ts'
import { officerCookie } from './officers.ts'
import type { Portal } from './portal.ts'
import { cpuOf } from './processes.ts'
import { seedCaseFiles } from './statistics-seed.ts'

const agency = 'ppc'

/** `files`: case files of the agency. `pages`: asked for of each length of period. */
export async function measureStatistics(portal: Portal, size: { files: number; pages: number }): Promise<Figure[]> {
  const owner = postgres(portal.databaseUrl, { max: 1, onnotice: () => {} })
  await seedCaseFiles(owner, { agency, files: size.files, until: new Date(), heading: randomBytes(160) })
  await owner.end()
  const store = openStore(portal)
  const cookie = await officerCookie(store, { recipient: agency, prefecture: null })
  await store.end()
  const months = await monthsOffered(portal, cookie)
  const runs = Array.from({ length: size.pages }, (_, run) => run)
  const year = runs.map((run) => `from=${months[run + 11]}&to=${months[run]}`)
  const all = runs.map((run) => `from=${months.at(-1)}&to=${months[run]}`)
  return [
    ...(await measurePeriods(portal, cookie, 'a year', year)),
    ...(await measurePeriods(portal, cookie, `five years, ${size.files.toLocaleString('en')} case files`, all)),
  ]
}

/** Newest first. */
async function monthsOffered({ origin }: Portal, cookie: string): Promise<string[]> {
  const answer = await fetch(`${origin}/desk/statistics`, { headers: { Cookie: cookie } })
  if (!answer.ok) throw new Error(`the statistics were answered ${answer.status}`)
  const found = [...(await answer.text()).matchAll(/<option value="(\d{4}-\d\d)"/g)]
  return [...new Set(found.map(([, month = '']) => month))].toSorted().toReversed()
}

async function measurePeriods(portal: Portal, cookie: string, name: string, periods: readonly string[]) {
  const headers = { Cookie: cookie, Accept: 'text/html', 'Accept-Encoding': 'gzip' }
  const asks = periods.map((period) => ({ method: 'GET' as const, path: `/desk/statistics?${period}`, headers }))
  const before = cpuOf(portal.pid)
  const told = await measureLoad({ origin: portal.origin, concurrent: 1, asks, accepts: isFine })
  if (told.failures > 0) throw new Error(`statistics of ${name} failed: ${told.firstFailure}`)
  const cpu = (cpuOf(portal.pid) - before) / told.count
  const note = `${told.count} pages one after the other, in the middle ${told.p50.toFixed(0)} ms; processor time ${cpu.toFixed(0)} ms each`
  return [{ name: `statistics of ${name}`, value: told.longest, unit: 'ms', bar: { atMost: 1_000 }, note }]
}
