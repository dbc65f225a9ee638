/** PDFs of the largest projection: pages in a second of one core, and whether others wait meanwhile. */
import { PDFDocument } from 'pdf-lib'
import postgres from 'postgres'
import { largestCase } from './cases.ts'
import type { Figure } from './figures.ts'
import { openStore, prepareFilings, type Filing } from './filings.ts'
import { ask, isFine, measureLoad, type Ask } from './load.ts'
import type { Portal } from './portal.ts'
import { cpuOf } from './processes.ts'
import { isSent, previewOf } from './submit.ts'

export async function measurePdf(portal: Portal, count: number): Promise<Figure[]> {
  const filing = await sentFiling(portal)
  const { path, pages } = await largestPdf(portal, filing)
  const { origin, pid } = portal
  const one: Ask = { method: 'GET', path, headers: { Cookie: filing.cookie } }
  const load = (asks: readonly Ask[], concurrent: number) => measureLoad({ origin, concurrent, asks, accepts: isFine })

  await load(
    Array.from({ length: 20 }, () => one),
    1,
  )
  const before = cpuOf(pid)
  const alone = await load(
    Array.from({ length: Math.min(count, 50) }, () => one),
    1,
  )
  const seconds = (cpuOf(pid) - before) / 1000
  if (alone.failures > 0) throw new Error(`PDFs failed: ${alone.firstFailure}`)

  const start: Ask = { method: 'GET', path: '/', headers: { Accept: 'text/html' } }
  const [busy, meanwhile] = await Promise.all([
    load(
      Array.from({ length: count - alone.count }, () => one),
      2,
    ),
    load(
      Array.from({ length: count }, () => start),
      1,
    ),
  ])
  return [
    {
      name: 'PDF pages on one core',
      value: (pages * alone.count) / seconds,
      unit: '/s',
      bar: { atLeast: 30 },
      note: `${pages} pages of the largest projection, ${((1000 * seconds) / alone.count).toFixed(0)} ms of processor each`,
    },
    { name: 'PDF p50, one at a time', value: alone.p50, unit: 'ms' },
    { name: 'failed PDFs', value: busy.failures, unit: '', bar: { atMost: 0 }, note: `${count} made` },
    {
      name: 'first page while PDFs are made, p99',
      value: meanwhile.p99,
      unit: 'ms',
      bar: { atMost: alone.p50 / 2 },
      note: `p50 ${meanwhile.p50.toFixed(1)} ms; half of the time of one PDF is the bar`,
    },
  ]
}

async function sentFiling(portal: Portal): Promise<Filing> {
  const store = openStore(portal)
  const [filing] = await prepareFilings(store, largestCase().answers, 1).finally(() => store.end())
  if (!filing) throw new Error('nothing was prepared')
  const answered = await ask(portal.origin, await previewOf(portal, filing))
  if (!isSent(answered)) throw new Error(`the largest case was answered ${answered.status}`)
  return filing
}

async function largestPdf({ origin, databaseUrl }: Portal, { id, reference, cookie }: Filing) {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  const rows = await sql<{ id: string }[]>`select id from deliveries where report_id = ${id}`.finally(() => sql.end())
  const found = []
  for (const delivery of rows) {
    const path = `/reports/${reference}/deliveries/${delivery.id}.pdf`
    const { status, body } = await ask(origin, { method: 'GET', path, headers: { Cookie: cookie } })
    if (status !== 200) throw new Error(`${path} was answered ${status}`)
    found.push({ path, pages: (await PDFDocument.load(body, { updateMetadata: false })).getPageCount() })
  }
  const [largest] = found.toSorted((a, b) => b.pages - a.pages)
  if (!largest) throw new Error('the largest case went to nobody')
  return largest
}
