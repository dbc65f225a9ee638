/** A body's own system takes what came, answers it, and is never shown what came to another body. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tokenRefused } from '#app/api/token-path.ts'
import { bodyActs } from '#app/programs/acts.ts'
import { openAsOwner } from '#db/client.server.ts'
import { signIn } from '#test/bench/sessions.ts'
import { officerNamed, openPortal, signedIn, type OpenPortal } from '#test/support/officers.ts'
import { newProgram, type TestProgram } from '#test/support/programs.ts'
import { programsOnPages } from './on-pages.ts'

let portal: OpenPortal
let ppc: TestProgram
let fsa: TestProgram
beforeAll(async () => {
  portal = await openPortal()
  ppc = await newProgram(portal.database, { recipient: 'ppc', acts: bodyActs, name: '事案管理システム' })
  fsa = await newProgram(portal.database, { recipient: 'fsa', acts: bodyActs })
})
afterAll(() => portal.stop())

type Told = Record<string, string>
const by = ({ key }: TestProgram, more: Told = {}): Told => ({ Authorization: `Bearer ${key}`, ...more })

const get = (path: string, headers: Told) => fetch(`${portal.origin}/api/v1${path}`, { headers })
const post = (path: string, body: unknown, headers: Told) =>
  fetch(`${portal.origin}/api/v1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

async function firstCase(program: TestProgram, query = '') {
  const { caseFiles } = await (await get(`/case-files?limit=1${query}`, by(program))).json()
  return caseFiles[0]
}

describe('the queue', () => {
  test('comes page by page, each case file once, and only the body’s own', async () => {
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const page: Response = await get(`/case-files?state=all&limit=3${after && `&after=${after}`}`, by(ppc))
      expect(page.status).toBe(200)
      const { caseFiles, next }: { caseFiles: { id: string }[]; next: string | null } = await page.json()
      seen.push(...caseFiles.map(({ id }) => id))
      after = next
    }
    const sql = openAsOwner(portal.database.url)
    const all = await sql<{ id: string; recipient: string }[]>`select id, recipient from case_files`
    await sql.end()
    const { next } = await (await get('/case-files?state=all&limit=1', by(ppc))).json()
    expect((await get(`/case-files?order=urgent&after=${next}`, by(ppc))).status, 'of another order').toBe(422)
    const own = all.filter(({ recipient }) => recipient === 'ppc').map(({ id }) => id)
    expect(seen.toSorted()).toEqual(own.toSorted())
    for (const { id, recipient } of all.filter((one) => one.recipient !== 'ppc')) {
      expect((await get(`/case-files/${id}`, by(ppc))).status, recipient).toBe(404)
    }
  })

  test('of a program of one prefecture holds that prefecture only', async () => {
    const tokyo = await newProgram(portal.database, { recipient: 'police', prefecture: '東京都', acts: ['cases:read'] })
    const { caseFiles } = await (await get('/case-files?state=all&limit=100', by(tokyo))).json()
    expect(caseFiles.length).toBeGreaterThan(0)
    expect(new Set(caseFiles.map(({ prefecture }: { prefecture: string }) => prefecture))).toEqual(new Set(['東京都']))
  })

  test('tells a program that has it already, and takes no filter that it does not know', async () => {
    const list = await get('/case-files', by(ppc))
    const tag = list.headers.get('ETag') ?? ''
    const again = await get('/case-files', by(ppc, { 'If-None-Match': tag }))
    expect([again.status, await again.text(), again.headers.get('ETag')]).toEqual([304, '', tag])
    for (const query of ['colour=red', 'state=gone', 'limit=0', 'after=nowhere', 'state=open&state=all']) {
      const refused = await get(`/case-files?${query}`, by(ppc))
      expect([400, 422]).toContain(refused.status)
      expect(refused.headers.get('Content-Type')).toBe('application/problem+json')
    }
  })
})

test('reading opens a case file, and the reporter sees that a program did', async () => {
  const { id, reference } = await firstCase(ppc, '&state=new')
  const found = await (await get(`/case-files/${id}`, by(ppc, { 'Accept-Language': 'ja' }))).json()
  expect(found.state).toBe('opened')
  expect(found.delivery.items.length).toBeGreaterThan(5)
  expect(found.why.rules[0].groundName).toMatch(/個人情報/)
  expect(found.clocks.length).toBeGreaterThan(0)
  const ofRevision = (number: number) => get(`/case-files/${id}?revision=${number}`, by(ppc))
  expect((await ofRevision(found.revision)).status).toBe(200)
  expect((await ofRevision(found.revision + 1)).status, 'another one is not shown in its place').toBe(404)
  const sql = openAsOwner(portal.database.url)
  const [report] = await sql<{ reportId: string }[]>`select id as report_id from reports where reference = ${reference}`
  await sql.end()
  const holder = { kind: 'holder', reportId: report?.reportId ?? '', reference } as const
  const cookie = await signIn(portal.database, 'report', holder)
  const page = await (
    await fetch(`${portal.origin}/reports/${reference}/access`, { headers: { Cookie: cookie } })
  ).text()
  expect(page).toMatch(/個人情報保護委員会[^<]*プログラム/)
})

test('acknowledging, asking, advising and closing are the acts of the desk, and stand there under the program’s name', async () => {
  const { id } = await firstCase(ppc, '&state=opened')
  const acts = [
    ['acknowledgement', { number: '個情第77号', text: '受け取りました' }, 'acknowledged'],
    ['questions', { items: ['incident-summary'], text: 'いつ分かりましたか' }, 'asked'],
    ['advice', { text: '記録を残してください', tlp: 'TLP:AMBER' }, 'advised'],
    ['closure', { reason: 'resolved' }, 'closed'],
    ['reopening', {}, 'reopened'],
  ] as const
  for (const [noun, body, done] of acts) {
    const answered = await post(`/case-files/${id}/${noun}`, body, by(ppc))
    expect([noun, answered.status, await answered.json()]).toEqual([noun, 200, { done }])
  }
  const after = await (await get(`/case-files/${id}`, by(ppc))).json()
  expect(after.number).toBe('個情第77号')
  expect(after.messages.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['acknowledgement', 'question', 'advice', 'closing', 'reopening']),
  )
  const officer = await signedIn(portal.origin, officerNamed('ppc-aoki').officerId)
  expect(await (await officer.get(`/desk/case-files/${id}`)).text()).toContain('事案管理システム（プログラム）')
})

test('what a body takes out is its own, in three forms, and each report has a line about it', async () => {
  const csv = await get('/case-exports?state=all', by(ppc, { 'Accept-Language': 'ja' }))
  expect(csv.headers.get('Content-Type')).toMatch(/^text\/csv/)
  const lines = (await csv.text()).trim().split('\r\n')
  const { caseFiles } = await (await get('/case-exports?state=all&format=json', by(ppc))).json()
  expect(lines).toHaveLength(caseFiles.length + 1)
  expect(lines.join('')).toContain('"個情第77号"')
  const [{ id }] = caseFiles
  const { delivery } = await (await get(`/case-files/${id}`, by(ppc))).json()
  const copy = await (await get(`/deliveries/${delivery.id}`, by(ppc))).json()
  expect(copy.sending.digest).toBe(delivery.digest)
  const pdf = await get(`/deliveries/${delivery.id}?format=pdf`, by(ppc))
  expect([pdf.status, (await pdf.arrayBuffer()).byteLength > 10_000]).toEqual([200, true])
  expect((await get(`/deliveries/${delivery.id}`, by(fsa))).status).toBe(404)
  const sql = openAsOwner(portal.database.url)
  const [told] = await sql<{ exported: number; saved: number }[]>`
    select count(*) filter (where did = 'case.exported')::int as exported, count(*) filter (where did = 'delivery.saved')::int as saved
    from audit where actor_id = ${ppc.clientId}`
  await sql.end()
  expect(told).toEqual({ exported: 2 * caseFiles.length, saved: 2 })
})

describe('a call that changes something', () => {
  test('is done once under its key, however often it is sent', async () => {
    const { id } = await firstCase(ppc)
    const key = { 'Idempotency-Key': randomUUID() }
    const said = { text: '何度でも同じ', tlp: 'TLP:GREEN' }
    const sent = () => post(`/case-files/${id}/advice`, said, by(ppc, key))
    const answers = await Promise.all(Array.from({ length: 20 }, sent))
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set(answers.some(({ status }) => status === 409) ? [200, 409] : [200]),
    )
    const last = await sent()
    expect([last.status, last.headers.get('Idempotency-Replayed')]).toEqual([200, 'true'])
    const { messages } = await (await get(`/case-files/${id}`, by(ppc))).json()
    expect(messages.filter(({ text }: { text: string }) => text === said.text)).toHaveLength(1)
    const other = await post(`/case-files/${id}/advice`, { ...said, text: '別の内容' }, by(ppc, key))
    expect([other.status, (await other.json()).code]).toEqual([422, 'keyReused'])
    const neighbour = await firstCase(fsa)
    const theirs = await post(`/case-files/${neighbour.id}/advice`, said, by(fsa, key))
    expect(theirs.status, 'another program’s key is its own').toBe(200)
  })

  test('that is refused leaves its key free', async () => {
    const { id } = await firstCase(ppc)
    const key = { 'Idempotency-Key': `"${randomUUID()}"` }
    const wrong = await post(`/case-files/${id}/questions`, { items: ['no-such-item'], text: 'x' }, by(ppc, key))
    expect([wrong.status, (await wrong.json()).problems[0].item]).toEqual([422, 'no-such-item'])
    expect((await post(`/case-files/${id}/questions`, { text: 'ほかにありますか' }, by(ppc, key))).status).toBe(200)
  })

  test.for([
    ['no key', { text: 'x', tlp: 'TLP:RED' }, { 'Idempotency-Key': '' }, 400, 'keyMissing'],
    ['a field that nobody knows', { text: 'x', tlp: 'TLP:RED', officerId: 'me' }, {}, 422, 'invalid'],
    ['a name that stands twice', '{"text":"x","text":"y","tlp":"TLP:RED"}', {}, 400, 'duplicateName'],
    ['another kind of content', 'text=x', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415, 'mediaType'],
    ['no JSON', '{', {}, 400, 'badForm'],
    ['a NUL', '{"text":"\\u0000","tlp":"TLP:RED"}', {}, 400, 'badForm'],
    ['too much', `{"text":"${'x'.repeat(1_100_000)}","tlp":"TLP:RED"}`, {}, 413, 'tooLarge'],
  ] as const)('with %s is refused, and the page of the problem is there', async ([, body, headers, status, code]) => {
    const { id } = await firstCase(ppc)
    const refused = await post(`/case-files/${id}/advice`, body, by(ppc, headers))
    expect(refused.headers.get('Content-Type')).toBe('application/problem+json')
    const problem = await refused.json()
    expect([refused.status, problem.status, problem.code]).toEqual([status, status, code])
    expect((await fetch(problem.type)).status).toBe(200)
  })
})

describe('who calls', () => {
  test('is not told whether a key is unknown, changed, over or stopped; too many wrong ones have to wait', async () => {
    const ended = await newProgram(portal.database, { recipient: 'ppc', acts: bodyActs })
    const stopped = await newProgram(portal.database, { recipient: 'ppc', acts: bodyActs })
    const sql = openAsOwner(portal.database.url)
    await sql`update machine_secrets set expires_at = now() - interval '1 second' where client_id = ${ended.clientId}`
    await sql`update machines set disabled_at = now() where client_id = ${stopped.clientId}`
    const shown = ['', 'Bearer x', `Bearer mdk_${'A'.repeat(43)}`, `Bearer ${ended.key}`, `Bearer ${stopped.key}`]
    const answers = await Promise.all(
      shown.map((Authorization) => get('/case-files', { Authorization }).then((one) => one.text())),
    )
    expect(new Set(answers.map((answer) => JSON.parse(answer).code))).toEqual(new Set(['noProgram']))
    expect(new Set(answers).size).toBe(1)
    const asked = async (headers: Told) => (await get('/case-files', headers)).headers.get('WWW-Authenticate')
    expect(await asked({})).toBe('Bearer realm="madoguchi"')
    expect(await asked(by(ended))).toBe('Bearer realm="madoguchi", error="invalid_token"')
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => (await get('/case-files', { Authorization: 'Bearer wrong' })).status),
    )
    expect(statuses).toContain(401)
    expect(await sql`select 1 from audit where did = 'sign-in.failed' and details = '{"why":"program"}'`).not.toEqual(
      [],
    )
    const later = await get('/case-files', { Authorization: 'Bearer wrong' })
    expect([later.status, Number(later.headers.get('Retry-After')) > 0]).toEqual([429, true])
    expect((await get('/case-files', by(ppc))).status, 'a right key does not wait').toBe(200)
    await sql`delete from attempts`
    await sql.end()
  })

  test('may do what the program was made for, and nothing else', async () => {
    const reader = await newProgram(portal.database, { recipient: 'ppc', acts: ['cases:read'] })
    const { id } = await firstCase(reader)
    const refused = await post(`/case-files/${id}/advice`, { text: 'x', tlp: 'TLP:RED' }, by(reader))
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'notItsAct'])
    expect(refused.headers.get('WWW-Authenticate')).toContain('error="insufficient_scope", scope="cases:answer"')
    const sql = openAsOwner(portal.database.url)
    const denied = await sql<{ details: string }[]>`select details from audit where did = 'access.denied'`
    await sql.end()
    const asked = { method: 'POST', path: '/api/:id/case-files/:id/advice', program: reader.clientId }
    expect(
      denied.map(({ details }) => JSON.parse(details)),
      'it is written down',
    ).toContainEqual(asked)
  })

  test('as a client of OAuth gets a token for minutes, which ends with the program', async () => {
    const client = await newProgram(portal.database, { recipient: 'ppc', acts: bodyActs }, { kind: 'client' })
    const token = (headers: Told, form: Told) =>
      fetch(`${portal.origin}/api/v1/token`, { method: 'POST', headers, body: new URLSearchParams(form) })
    const basic = { Authorization: `Basic ${Buffer.from(`${client.clientId}:${client.key}`).toString('base64')}` }
    const wanted = { grant_type: 'client_credentials', scope: 'cases:read' }
    const granted = await (await token(basic, wanted)).json()
    expect(granted).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'cases:read' })
    const inForm = await token({}, { ...wanted, client_id: client.clientId, client_secret: client.key })
    expect(inForm.headers.get('Cache-Control')).toBe('no-store')
    const bearer = { Authorization: `Bearer ${granted.access_token}` }
    expect((await get('/case-files', bearer)).status).toBe(200)
    const { id } = await firstCase(ppc)
    expect((await post(`/case-files/${id}/closure`, { reason: 'resolved' }, bearer)).status).toBe(403)
    const changed = { Authorization: `Bearer ${granted.access_token.slice(0, -3)}AAA` }
    expect((await get('/case-files', changed)).status).toBe(401)
    expect((await get('/case-files', by(client))).status, 'a secret is no key').toBe(401)
    const wrong = await token({}, { ...wanted, client_id: ppc.clientId, client_secret: client.key })
    const refused = await wrong.json()
    expect([wrong.status, refused]).toMatchObject([
      401,
      { error: 'invalid_client', detail: expect.stringContaining('シークレット') },
    ])
    expect(tokenRefused.parse(refused), 'nothing is said that is not described').toEqual(refused)
    const errorOf = async (asked: Told) => (await (await token(basic, { ...wanted, ...asked })).json()).error
    expect(await errorOf({ scope: 'reports:draft' })).toBe('invalid_scope')
    expect(await errorOf({ grant_type: 'password' })).toBe('unsupported_grant_type')
    expect((await token(basic, { grant_type: '' })).status, 'RFC 6749 §5.2').toBe(400)
    const sql = openAsOwner(portal.database.url)
    await sql`update machines set disabled_at = now() where client_id = ${client.clientId}`
    await sql.end()
    expect((await get('/case-files', bearer)).status).toBe(401)
  })

  test('is noted to the minute, and asked not to hurry', async () => {
    const hasty = await newProgram(portal.database, { recipient: 'fsa', acts: bodyActs }, { perMinute: 3 })
    const statuses: number[] = []
    for (let call = 0; call < 4; call++) statuses.push((await get('/case-files', by(hasty))).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    const last = await get('/case-files', by(hasty))
    expect(last.headers.get('RateLimit-Policy')).toBe('"default";q=3;w=60')
    expect(Number(last.headers.get('Retry-After'))).toBeGreaterThan(0)
    const sql = openAsOwner(portal.database.url)
    const [used] = await sql<
      { at: Date }[]
    >`select used_at as at from machine_secrets where client_id = ${hasty.clientId}`
    await sql.end()
    expect(Date.now() - (used?.at.getTime() ?? 0)).toBeLessThan(60_000)
  })

  test('by a method that an address does not take is told which it takes', async () => {
    const { id } = await firstCase(ppc)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'POST']) {
      const refused = await fetch(`${portal.origin}/api/v1/case-files/${id}`, { method, headers: by(ppc) })
      expect([method, refused.status, refused.headers.get('Allow')]).toEqual([method, 405, 'GET, HEAD'])
    }
    const refused = await get(`/case-files/${id}/advice`, by(ppc))
    expect([refused.status, refused.headers.get('Allow')]).toEqual([405, 'POST'])
  })
})

describe('an administrator', () => programsOnPages(() => portal))
