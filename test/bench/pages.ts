/** What the pages cost that are asked for most: the form, the preview, an officer's queue, as a browser asks for them. */
import { openStore, prepareFilings, type Filing } from './filings.ts'
import { longReport } from './cases.ts'
import type { Figure } from './figures.ts'
import { isFine, measureLoad, type Ask } from './load.ts'
import { officerCookie } from './officers.ts'
import type { Portal } from './portal.ts'
import { cpuOf } from './processes.ts'
import { firstSection } from './weights.ts'

const concurrent = 16
const reports = 50
/** Of each of these one page is asked for: more than a server keeps opened. */
const others = 500

export async function measurePages(portal: Portal, count: number): Promise<Figure[]> {
  const store = openStore(portal)
  try {
    const filings = await prepareFilings(store, longReport().answers, reports)
    const officer = await officerCookie(store, { recipient: 'jpcert', prefecture: null })
    const forms = await Promise.all(filings.map((filing) => firstSection(portal, filing)))
    const cookies = filings.map(({ cookie }) => cookie)
    const previews = filings.map(({ reference }) => `/reports/${reference}/preview`)
    return [
      ...(await measurePage(portal, 'form', asksOf(forms, cookies, count))),
      ...(await measurePage(portal, 'preview', asksOf(previews, cookies, count))),
      ...(await measurePage(portal, 'queue', asksOf(['/desk'], [officer], count))),
      ...(await measureFirstPages(portal, await prepareFilings(store, longReport().answers, others), forms[0] ?? '')),
    ]
  } finally {
    await store.end()
  }
}

function asksOf(paths: readonly string[], cookies: readonly string[], count: number): Ask[] {
  return Array.from({ length: count }, (_, turn) => ({
    method: 'GET',
    path: paths[turn % paths.length] ?? '/',
    headers: { Cookie: cookies[turn % cookies.length] ?? '', Accept: 'text/html', 'Accept-Encoding': 'gzip, br' },
  }))
}

/** Many reports, one page of each: the form, for which a report's key is looked up too, and then the preview. */
async function measureFirstPages(portal: Portal, filings: readonly Filing[], form: string): Promise<Figure[]> {
  const section = form.slice(form.indexOf('/answer/')) // all say the same, so all are asked the same
  const cookies = filings.map(({ cookie }) => cookie)
  const asksFor = (page: string) =>
    asksOf(
      filings.map(({ reference }) => `/reports/${reference}${page}`),
      cookies,
      filings.length,
    )
  const [drawn] = await measureWarm(portal, 'form, first page of a report', asksFor(section))
  const [shown] = await measureWarm(portal, 'preview, first page of a report', asksFor('/preview'))
  return [drawn, shown].flatMap((figure) => (figure ? [{ ...figure, bar: undefined }] : []))
}

async function measurePage(portal: Portal, name: string, asks: readonly Ask[]): Promise<Figure[]> {
  await measureLoad({ origin: portal.origin, concurrent, asks: asks.slice(0, 200), accepts: isFine })
  return measureWarm(portal, name, asks)
}

async function measureWarm({ origin, pid }: Portal, name: string, asks: readonly Ask[]): Promise<Figure[]> {
  const before = cpuOf(pid)
  const load = await measureLoad({ origin, concurrent, asks, accepts: isFine })
  const each = (cpuOf(pid) - before) / asks.length
  if (load.failures > 0) throw new Error(`${load.failures} of ${load.count} ${name} pages failed: ${load.firstFailure}`)
  const times = `p50 ${load.p50.toFixed(1)} ms, p99 ${load.p99.toFixed(1)} ms, ${load.perSecond.toFixed(0)}/s`
  return [
    {
      name: `${name}: processor time`,
      value: each,
      unit: 'ms',
      bar: { atMost: 3 },
      note: `${load.count} pages, ${concurrent} at once`,
    },
    { name: `${name}: p99 / p50`, value: load.p99 / load.p50, unit: '', bar: { atMost: 5 }, note: times },
  ]
}
