/** What a browser has to load for the first page and the form, as it travels: compressed. */
import { ask } from './load.ts'
import type { Figure } from './figures.ts'
import { prepareFilings, openStore } from './filings.ts'
import { longReport } from './cases.ts'
import type { Portal } from './portal.ts'

interface Loaded {
  kind: 'page' | 'look' | 'script'
  bytes: number
}

/** Both pages as one visit: what they share is loaded once. */
export async function measureWeights(portal: Portal): Promise<Figure[]> {
  const store = openStore(portal)
  const [filing] = await prepareFilings(store, longReport().answers, 1).finally(() => store.end())
  if (!filing) throw new Error('nothing was prepared')
  const loaded = new Map<string, Loaded>()
  const elsewhere = new Set<string>()
  const paths = ['/', `/reports/${filing.reference}`, await firstSection(portal, filing)]
  for (const path of paths) await visit(portal.origin, path, filing.cookie, loaded, elsewhere)

  const kilobytes = (kinds: readonly string[]) =>
    [...loaded.values()].reduce((sum, one) => sum + (kinds.includes(one.kind) ? one.bytes : 0), 0) / 1000
  const parts = `pages ${kilobytes(['page']).toFixed(1)}, styles and pictures ${kilobytes(['look']).toFixed(1)}`
  return [
    {
      name: 'weight without script',
      value: kilobytes(['page', 'look']),
      unit: 'kB',
      bar: { atMost: 30 },
      note: `first page, board, form: ${parts}`,
    },
    { name: 'weight with script', value: kilobytes(['page', 'look', 'script']), unit: 'kB', bar: { atMost: 150 } },
    {
      name: 'addresses of other hosts',
      value: elsewhere.size,
      unit: '',
      bar: { atMost: 0 },
      note: [...elsewhere].join(' '),
    },
  ]
}

/** The first page of questions that the board links to. */
export async function firstSection({ origin }: Portal, { reference, cookie }: { reference: string; cookie: string }) {
  const path = `/reports/${reference}`
  const board = await ask(origin, { method: 'GET', path, headers: { Cookie: cookie } })
  const link = new RegExp(`href="(${path}/answer/[^"?#]+)`).exec(board.body.toString())?.[1]
  if (!link) throw new Error(`the board links to no question: ${board.status}`)
  return link
}

async function visit(
  origin: string,
  path: string,
  cookie: string,
  loaded: Map<string, Loaded>,
  elsewhere: Set<string>,
) {
  const page = await load(origin, path, cookie)
  loaded.set(path, { kind: 'page', bytes: page.bytes })
  const wanted = [...page.text.matchAll(/<(?:link|script|img|source|iframe)\b[^>]*?\s(?:href|src)="([^"]+)"[^>]*>/g)]
  for (const [tag = '', address = ''] of wanted) {
    if (/rel="(?:canonical|alternate|next|prev)"/.test(tag)) continue
    await fetchPart(origin, address, loaded, elsewhere)
  }
}

async function fetchPart(
  origin: string,
  address: string,
  loaded: Map<string, Loaded>,
  elsewhere: Set<string>,
): Promise<void> {
  if (address.startsWith('data:')) return
  const url = new URL(address, origin)
  if (url.origin !== origin) return void elsewhere.add(url.href)
  if (loaded.has(url.pathname)) return
  const part = await load(origin, url.pathname)
  loaded.set(url.pathname, { kind: /\.m?js$/.test(url.pathname) ? 'script' : 'look', bytes: part.bytes })
  if (!url.pathname.endsWith('.css')) return
  for (const [, inside = ''] of part.text.matchAll(/url\(\s*["']?([^"')]+)/g)) {
    await fetchPart(origin, new URL(inside, url).href, loaded, elsewhere)
  }
}

/** The bytes on the wire, and the text for finding what it asks for next. */
async function load(origin: string, path: string, cookie = ''): Promise<{ bytes: number; text: string }> {
  const headers = { Cookie: cookie, Accept: 'text/html' }
  const small = await ask(origin, { method: 'GET', path, headers: { ...headers, 'Accept-Encoding': 'br, gzip' } })
  const plain = await ask(origin, { method: 'GET', path, headers })
  if (small.status !== 200) throw new Error(`${path} was answered ${small.status}`)
  return { bytes: small.body.length, text: plain.body.toString() }
}
