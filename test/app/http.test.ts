/** The door of the portal, asked over HTTP as programs and browsers do. */
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { hostileRequests } from '#test/bench/hostile-requests.ts'
import { problemWith } from '#test/bench/hostile-send.ts'
import { officerNamed, signedIn } from '#test/support/officers.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ MADOGUCHI_GUESTS_PER_MINUTE: '0' }) // every guest is one too many
})
afterAll(() => server.stop())

const ask = (path: string, options: RequestInit = {}) =>
  fetch(`${server.origin}${path}`, { redirect: 'manual', ...options })

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  ask(path, { method: 'POST', body: new URLSearchParams(form), headers })

test.each(['/', '/resume', '/verify', '/nowhere', '/language/en', '/healthz', '/readyz', '/demo.data', '/desk/live'])(
  '%s comes with every protecting header',
  async (path) => {
    const { headers } = await ask(path, { headers: { Origin: 'https://evil.example' } })
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(headers.get('Content-Security-Policy')).not.toContain('unsafe')
    expect(headers.get('Content-Security-Policy')).toContain("base-uri 'none'")
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('X-Powered-By')).toBeNull()
    expect(headers.get('Content-Type') ?? 'nothing').toMatch(/^nothing$|^text.*; charset=utf-8$/)
  },
)

test('in a rush a guest is told when to come again, and coming sooner changes nothing', async () => {
  const busy = (await post('/reports', {})).headers.get('Location') ?? ''
  const page = await ask(busy)
  expect([page.status, page.headers.get('Retry-After')]).toEqual([429, '20'])
  expect(await page.text()).toContain('待たずに110番や119番に電話してください')
  const ticket = busy.slice('/busy/'.length)
  const again = await post('/reports', { ticket, proof: '' })
  expect([again.status, again.headers.get('Location')]).toEqual([303, busy])
})

test('a page loads one stylesheet, one script of its own with the nonce of its answer, and nothing else', async () => {
  const answer = await ask('/')
  const page = await answer.text()
  const nonce = /nonce-([\w-]+)/.exec(answer.headers.get('Content-Security-Policy') ?? '')?.[1]
  const scripts = page.match(/<script[^>]*>/g) ?? []
  expect(scripts).toHaveLength(1)
  expect(scripts[0]).toMatch(new RegExp(`nonce="${nonce}" src="/assets/entry.client-[\\w-]+.js"`))
  expect(page.match(/rel="stylesheet"/g)).toHaveLength(1)
  expect(page).not.toMatch(/(?:src|href)="https?:/)
})

test('what never changes is kept for a year, what is personal not at all', async () => {
  const page = await (await ask('/')).text()
  const script = /src="(\/assets\/[^"]+)"/.exec(page)?.[1] ?? ''
  expect((await ask(script)).headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
  expect((await ask('/assets/nowhere.js')).status).toBe(404)
})

test('everything that a first page needs without script is under 30 kB, with script under 40', async () => {
  const page = await ask('/', { headers: { 'Accept-Encoding': 'gzip' } })
  const addresses = [...(await page.text()).matchAll(/(?:src|href)="(\/(?:assets\/)?[\w.-]+\.(?:css|js|svg))"/g)]
  const sizes = await Promise.all(
    [...new Set(addresses.map((found) => found[1] ?? ''))].map(async (address) => {
      const { headers } = await ask(address, { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } })
      return { address, size: Number(headers.get('Content-Length')) }
    }),
  )
  const script = sizes.find(({ address }) => address.endsWith('.js'))?.size ?? Infinity
  const others = sizes.reduce((sum, { size }) => sum + size, 0) - script
  expect(script).toBeLessThan(6_000)
  expect(others).toBeLessThan(20_000)
})

test('text is compressed as the visitor can read it', async () => {
  for (const encoding of ['br', 'gzip']) {
    expect((await ask('/', { headers: { 'Accept-Encoding': encoding } })).headers.get('Content-Encoding')).toBe(
      encoding,
    )
  }
  expect((await ask('/', { headers: { 'Accept-Encoding': 'identity' } })).headers.get('Content-Encoding')).toBeNull()
  for (const [, address] of (await (await ask('/')).text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
    const forms = ['identity', 'gzip', 'br'].map((form) => ask(address ?? '', { headers: { 'Accept-Encoding': form } }))
    expect(new Set(await Promise.all(forms.map(async (form) => (await form).text()))).size).toBe(1)
  }
})

test('an unknown address is a calm page in the language of the visitor; one of a report leads to the report', async () => {
  const answer = await ask('/nowhere', { headers: { 'Accept-Language': 'en' } })
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('<html lang="en">')
  expect(await (await ask('/reports/K7WF-3HXM-9P/nowhere')).text()).toContain('href="/reports/K7WF-3HXM-9P"')
})

test('a form over the limit gets its own page, whether its size was announced or not', async () => {
  const large = 'x'.repeat(1_100_000)
  const announced = await post('/resume', { reference: large })
  expect(announced.status).toBe(413)
  expect(await announced.text()).toContain('一度に送れる量を超えています')
  const stream = new Blob([`reference=${large}`]).stream()
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const unannounced = await ask('/resume', { method: 'POST', body: stream, headers, duplex: 'half' } as RequestInit) // duplex is missing in the DOM's types
  expect(unannounced.status).toBe(413)
})

test('a broken form post gets its own page', async () => {
  const broken = {
    method: 'POST',
    body: '--x\r\nrubbish',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
  }
  expect((await ask('/resume', broken)).status).toBe(400)
  expect((await ask('/resume', { ...broken, headers: { 'Content-Type': 'text/plain' } })).status).toBe(400)
  expect((await post('/resume', { reference: 'a\u0000b', secret: 'c' })).status).toBe(400)
})

test('another site can send nothing here, to a page or to a plain address', async () => {
  for (const path of ['/resume', '/leave', '/reports']) {
    expect((await post(path, {}, { Origin: 'https://evil.example' })).status, path).toBe(403)
    expect((await post(path, {}, { 'Sec-Fetch-Site': 'cross-site' })).status, path).toBe(403)
    expect((await post(path, {}, { Origin: 'null' })).status, path).toBe(403)
  }
})

test('methods that nobody needs are refused and say which are not', async () => {
  const answer = await ask('/', { method: 'DELETE' })
  expect(answer.status).toBe(405)
  expect(answer.headers.get('Allow')).toBe('GET, HEAD, POST')
})

test('a page says in which letters it is written, and nobody but a proxy that we trust says where we are', async () => {
  expect((await ask('/')).headers.get('Content-Type')).toBe('text/html; charset=utf-8')
  const forged = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https', Forwarded: 'host=evil.example' }
  const answer = await post('/resume', {}, { ...forged, Origin: 'https://evil.example', Accept: 'application/json' })
  expect((await answer.json()).type).toBe(`${server.origin}/problems/crossSite`)
  expect(answer.headers.get('Strict-Transport-Security')).toBeNull()
})

test('a program gets its refusal as JSON', async () => {
  const answer = await post('/resume', {}, { Origin: 'https://evil.example', Accept: 'application/json' })
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
  expect(await answer.json()).toEqual({
    type: `${server.origin}/problems/crossSite`,
    title: '別のサイトからは使えません',
    detail: 'サーバーやコマンドから呼び出してください。',
    status: 403,
    code: 'crossSite',
  })
})

test('choosing a language leads back to the page, and never to another host', async () => {
  const chosen = await ask('/language/en?back=%2Fverify')
  expect(chosen.headers.get('Location')).toBe('/verify')
  expect(chosen.headers.get('Set-Cookie')).toMatch(/^language=en; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000$/)
  for (const back of ['//evil.example', '/\\evil.example', 'https://evil.example', '/a\nb', '/%09/evil']) {
    const { headers } = await ask(`/language/ja?back=${encodeURIComponent(back)}`)
    expect(['/', '/%09/evil']).toContain(headers.get('Location'))
  }
})

test('an unknown reference and a wrong secret get the same answer', async () => {
  const answers = await Promise.all(
    ['H3WF-3HXM-9P', await knownReference()].map(async (reference) => {
      const answer = await post('/resume', { reference, secret: 'A'.repeat(24) })
      return { status: answer.status, page: comparable(await answer.text(), reference) }
    }),
  )
  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]?.status).toBe(422)
})

test('what can be no reference and no secret says what is odd about it, and is no guess', async () => {
  for (let press = 0; press < 15; press += 1) {
    const answer = await post('/resume', { reference: 'k7wf3hxm9', secret: `${'A'.repeat(22)}0O` })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('受付番号は10文字ですが、9文字が入力されています')
    expect(page).toContain('合言葉では使わない文字が入っています：0 O。')
    expect(page).toContain('value="k7wf3hxm9"')
    expect(page).not.toContain('A'.repeat(22))
  }
})

test('guessing is slowed down, and says until when', async () => {
  let answer = await post('/resume', { reference: 'W7WF-3HXM-9P', secret: 'A'.repeat(24) })
  for (let guess = 0; guess < 30 && answer.status !== 429; guess += 1) {
    answer = await post('/resume', { reference: 'W7WF-3HXM-9P', secret: 'A'.repeat(24) })
  }
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
})

test('a report that is not open in this browser asks for its reference, whatever its address', async () => {
  for (const path of ['/desk', '/operator/rulebook']) {
    const answer = await ask(path)
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, '/demo'])
  }
})

test('the portal says that it lives, and that it can serve', async () => {
  expect(await (await ask('/healthz')).text()).toBe('ok\n')
  expect(await (await ask('/readyz')).text()).toBe('ready\n')
})

const pageWith = async (headers: Record<string, string>) => (await ask('/reports/K7WF-3HXM-9P', { headers })).text()

test('whose browser takes no cookies is told so, where a reference would only lead back', async () => {
  expect(await pageWith({})).toContain('を受け付けていません')
  const other = await pageWith({ Cookie: 'language=ja' })
  expect(other).toContain('受付番号と合言葉を入力する')
  expect(other).not.toContain('Cookie')
})

async function knownReference(): Promise<string> {
  const sql = postgres(server.databaseUrl, { max: 1 })
  const [report] = await sql<{ reference: string }[]>`select reference from reports limit 1`
  await sql.end()
  return report?.reference ?? ''
}

/** A page without what differs between any two answers: the nonce, and what was typed. */
function comparable(page: string, typed: string): string {
  return page.replaceAll(/nonce="[^"]+"/g, '').replaceAll(typed, '')
}

test('the router’s own addresses of page data give away none', async () => {
  expect(await (await ask('/demo')).text()).toContain('青木')
  expect(await (await ask('/demo.data')).text()).not.toContain('青木')
})

test('one address asks for a passkey so often and no more: each ask writes a row', async () => {
  const asks = Array.from({ length: 31 }, () => () => post('/sign-in/passkey', { for: 'sign-in' }))
  const statuses: number[] = []
  for (const one of asks) statuses.push((await one()).status)
  expect(statuses.slice(0, 30).every((status) => status === 200)).toBe(true)
  expect(statuses[30]).toBe(429)
})

test('what an officer typed before the session ended is on the page that says so, as text and nothing else', async () => {
  const path = '/desk/case-files/00000000-0000-7000-8000-000000000000'
  const refused = await post(path, { act: 'note', text: '<b>長い"メモ"</b>' }, { Accept: 'text/html' })
  expect(refused.status).toBe(401)
  const page = await refused.text()
  expect(page).toContain(`action="${path}"`)
  expect(page).toContain('name="text" value="&lt;b&gt;長い&quot;メモ&quot;&lt;/b&gt;"')
  const program = await post(path, { text: 'x' }, { Accept: 'application/json' })
  expect(await program.json()).toMatchObject({ code: 'signInAgain' })
})

test('while the database takes nobody, what was typed is on the page that says so, but nothing that opens a door', async () => {
  const officer = await signedIn(server.origin, officerNamed('ppc-aoki').officerId)
  const sql = postgres(server.databaseUrl, { max: 1 })
  const database = new URL(server.databaseUrl).pathname.slice(1)
  await sql`alter database ${sql(database)} connection limit 0`
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'madoguchi_app' and datname = ${database}`
  try {
    const path = '/desk/case-files/00000000-0000-7000-8000-000000000000/notes'

    const note = await officer.post(path, { text: '長いメモ' })
    expect(note.status).toBe(503)
    const page = await note.text()
    expect(page).toContain('いま入力した内容は、この画面に残っています')
    expect(page).toContain(`action="${path}"`)
    expect(page).toContain('name="text" value="長いメモ"')
    const key = await post('/resume', { reference: 'C74F-7MDR-94', secret: 'JXJM-C3YC-C3PT-DDKA-4TXW-WDFF' })
    expect(key.status).toBe(503)
    expect(await key.text()).not.toContain('JXJM')
  } finally {
    await sql`alter database ${sql(database)} connection limit -1`
    await sql.end()
  }
  await expect.poll(async () => (await ask('/readyz')).status).toBe(200)
})

test('hundreds of malformed requests are turned away or answered calmly, with every protecting header', async () => {
  const port = Number(new URL(server.origin).port)
  const all = hostileRequests().filter((_, index) => index % 2 === 0) // test/bench/hostile.ts sends the others too
  expect(all.length).toBeGreaterThan(250)
  const problems: string[] = []
  for (let first = 0; first < all.length; first += 16) {
    const some = all.slice(first, first + 16)
    const found = await Promise.all(some.map((one) => problemWith(port, one, 15_000)))
    problems.push(...found.flatMap((problem, index) => (problem ? `${some[index]?.name}: ${problem}` : [])))
  }
  expect(problems).toEqual([])
  expect((await ask('/readyz')).status).toBe(200)
})

test('whoever leaves takes along what the browser kept', async () => {
  const left = await post('/leave', {})
  expect(left.headers.get('Clear-Site-Data')).toBe('"cache", "storage"')
})
