import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { webhookEvents } from '#app/webhooks/events.ts'
import { openAsOwner } from '#db/client.server.ts'
import { problemCodes } from '#app/api/problem-codes.ts'
import { rawWords } from '#test/support/raw-words.ts'
import { openPortal, type OpenPortal } from '#test/support/officers.ts'
import { caseOf } from '#test/forms/corpus.ts'
import { operatedPrograms } from './operators.ts'

let portal: OpenPortal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.stop())

const ask = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${portal.origin}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': 'ja', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('a program that asks before it files', () => {
  test('learns who must hear of an incident, on what ground, with what and by when', async () => {
    const { answers } = caseOf('dev-001')
    const answered = await ask('plan', { answers, asOf: '2026-11-01T09:30:00+09:00' })
    expect(answered.status).toBe(200)
    const plan = await answered.json()
    const ministry = plan.recipients.find(({ recipient }: { recipient: string }) => recipient === 'mhlw')
    expect(ministry).toMatchObject({ verdict: 'expected', name: expect.stringContaining('厚生労働省') })
    expect(ministry.items.length).toBeGreaterThan(5)
    expect(plan.recipients.find(({ recipient }: { recipient: string }) => recipient === 'ppc').clocks).not.toEqual([])
  })

  test('leaves nothing behind', async () => {
    const { answers } = caseOf('dev-002')
    const before = await rowsOf(portal)
    await ask('plan', { answers })
    await ask('validate', { answers })
    expect(await rowsOf(portal)).toEqual(before)
  })

  test('is told what is wrong item by item, in its language, and not what it said', async () => {
    const wrong = { 'org-corporate-number': '1234567890123', 'pd-involved': 'かもしれない' }
    const answered = await ask('validate', { answers: wrong }, { 'Accept-Language': 'en' })
    const found = await answered.json()
    expect(found.valid).toBe(false)
    expect(found.problems).toMatchObject([
      { item: 'org-corporate-number', detail: 'The corporate number does not add up. Check it digit by digit.' },
      { item: 'pd-involved', code: 'notAnOption' },
    ])
    expect(JSON.stringify(found.problems)).not.toMatch(/1234567890123|かもしれない/)
  })

  test('is told what the portal fills in by itself', async () => {
    const judged = await (await ask('validate', { answers: { 'report-phase': 'initial' } })).json()
    expect(judged).toMatchObject({ valid: true, remarks: [{ item: 'report-phase', code: 'filledIn' }] })
  })

  test('is told of entries of a list that are null and left out, at whatever depth', async () => {
    const answers = { 'ioc-network': [null, '203.0.113.9'], 'ioc-public-info': ['log'], 'org-name': null }
    const asked = await Promise.all([ask('validate', { answers }), ask('plan', { answers })])
    const [judged, planned] = await Promise.all(asked.map((one) => one.json()))
    expect(judged.answers['ioc-network']).toHaveLength(1)
    for (const { remarks } of [judged, planned]) {
      expect(remarks).toMatchObject([{ item: 'ioc-network', code: 'nullLeftOut' }])
    }
    const wrong = await (await ask('validate', { answers: { 'ioc-network': [null, 'x'.repeat(9_000)] } })).json()
    expect([wrong.valid, wrong.remarks], 'a problem is told as one').toEqual([false, []])
  })

  test('is told of words that the form does not list', async () => {
    const mistyped = { 'org-industry': 'manufacturing', 'incident-attack-type': ['ddos'] }
    const { answers, problems, remarks } = await (await ask('validate', { answers: mistyped })).json()
    expect([answers, problems, remarks]).toMatchObject([mistyped, [], [{ item: 'org-industry', code: 'ownWord' }]])
  })

  test('is told of a time that lies ahead, and that it is no fault', async () => {
    const answers = { 'time-awareness': new Date(Date.now() + 86_400_000).toISOString() }
    const [judged, planned] = await Promise.all([ask('validate', { answers }), ask('plan', { answers })])
    const remarks = [{ item: 'time-awareness', code: 'ahead', detail: expect.stringContaining('これから先') }]
    expect(await judged.json()).toMatchObject({ valid: true, problems: [], remarks })
    expect(await planned.json()).toMatchObject({ remarks })
    const ends = { 'time-detection': '2026-01-05T09:00:00+09:00', 'time-restored': '2025-01-05T10:00:00+09:00' }
    const early = { item: 'time-restored', code: 'early', detail: expect.stringContaining('検知の日時より前') }
    expect(await (await ask('validate', { answers: ends })).json()).toMatchObject({ valid: true, remarks: [early] })
    const past = await ask('validate', { answers: { 'time-awareness': '2026-01-05T09:00:00+09:00' } })
    expect(await past.json()).toMatchObject({ valid: true, remarks: [] })
  })

  test.for([
    ['no JSON', 'plan', 'これは JSON ではない', 400, 'badForm'],
    ['no answers', 'plan', '{}', 422, 'invalid'],
    ['a moment that is none', 'plan', '{"answers":{},"asOf":"昨日"}', 422, 'invalid'],
    ['answers with problems', 'plan', '{"answers":{"no-such-item":1}}', 422, 'invalid'],
    ['a list', 'validate', '[1,2]', 422, 'invalid'],
    ['a name in the query that nobody knows', 'validate?dry=1', '{"answers":{}}', 422, 'invalid'],
  ] as const)('with %s gets a problem that says so', async ([, path, body, status, code]) => {
    const answered = await ask(path, body)
    expect(answered.status).toBe(status)
    expect(answered.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await answered.json()).toMatchObject({ status, code, title: expect.stringMatching(/[ぁ-ん]/) })
  })

  test('of the wrong kind, or at no address, is answered as a program as well', async () => {
    const read = await fetch(`${portal.origin}/api/v1/plan`)
    expect([read.status, read.headers.get('Content-Type')]).toEqual([405, 'application/problem+json'])
    const lost = await ask('nothing-here', {})
    expect([lost.status, lost.headers.get('Content-Type')]).toEqual([404, 'application/problem+json'])
  })
})

test('a fault of ours is told to programs as every other problem, whatever they asked', async () => {
  const sql = openAsOwner(portal.database.url)
  await sql`alter table machine_secrets rename to machine_secrets_away`
  try {
    for (const method of ['GET', 'PATCH', 'POST']) {
      const headers = { Authorization: `Bearer mdk_${'x'.repeat(43)}` }
      const path = method === 'POST' ? 'reports' : 'reports/H3WF-3HXM-9P/draft'
      const answered = await fetch(`${portal.origin}/api/v1/${path}`, { method, headers })
      expect(answered.headers.get('Content-Type'), method).toBe('application/problem+json')
      expect(await answered.json()).toMatchObject({ status: 500, code: 'fault' })
    }
  } finally {
    await sql`alter table machine_secrets_away rename to machine_secrets`
    await sql.end()
  }
})

test('the description names every item and is valid OpenAPI 3.1 in its outline', async () => {
  const description = await (await fetch(`${portal.origin}/api/v1/openapi.json`)).json()
  expect(description.openapi).toBe('3.1.0')
  expect(Object.keys(description.components.schemas.Answers.properties).length).toBeGreaterThan(120)
  expect(description.components.schemas.Answers.properties['org-name'].description).toMatch(/\p{Script=Han}.* \/ /u)
  expect(JSON.stringify(description)).not.toContain('"$ref":"#/components/schemas/undefined')
  const { operations } = await import('#app/api/operations.server.ts')
  const described = operations.map(({ method, path }) => description.paths[path][method.toLowerCase()].operationId)
  expect(described).toEqual(operations.map(({ id }) => id))
  const referred = [...JSON.stringify(description).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name)
  const untold = Object.values<{ post: { summary?: string } }>(description.webhooks).filter(({ post }) => !post.summary)
  expect(untold).toEqual([])
  expect(referred.filter((name) => !(String(name) in description.components.schemas))).toEqual([])
})

test('every address says which methods it takes, as the description has them', async () => {
  const address = `${portal.origin}/api/v1/openapi.json`
  const { paths }: { paths: Record<string, Record<string, unknown>> } = await (await fetch(address)).json()
  const wrong: unknown[] = []
  for (const [path, operations] of [...Object.entries(paths), ['/openapi.json', { get: {} }] as const]) {
    const taken = Object.keys(operations).flatMap((one) => (one === 'get' ? ['GET', 'HEAD'] : [one.toUpperCase()]))
    for (const method of ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS']) {
      if (taken.includes(method)) continue
      const url = `${portal.origin}/api/v1${path.replaceAll(/\{\w+\}/g, 'x')}`
      const refused = await fetch(url, { method })
      const allow = refused.headers.get('Allow')?.split(', ').toSorted()
      if (refused.status !== 405 || String(allow) !== String(taken.toSorted()))
        wrong.push([method, path, refused.status, allow])
    }
  }
  expect(wrong).toEqual([])
})

test('the description names the portal as whoever asks does, each time', async () => {
  for (const host of ['127.0.0.1', 'localhost', '127.0.0.1']) {
    const origin = portal.origin.replace('127.0.0.1', host)
    const { servers } = await (await fetch(`${origin}/api/v1/openapi.json`)).json()
    expect(servers).toEqual([{ url: `${origin}/api/v1` }])
  }
})

test.each(['ja', 'en'])('the page for programmers, and that of each problem, has its words (%s)', async (language) => {
  const events = new Set<string>([...webhookEvents.recipient, ...webhookEvents.filer])
  const read = async (path: string) => {
    const answered = await fetch(portal.origin + path, { headers: { 'Accept-Language': language } })
    expect(answered.status, path).toBe(200)
    return (await answered.text()).replaceAll(/<pre.*?<\/pre>|<[^>]*>/gs, ' ')
  }
  const pages = await Promise.all(['/api/v1', ...problemCodes.map((code) => `/problems/${code}`)].map(read))
  expect(pages.flatMap(rawWords).filter((word) => !events.has(word))).toEqual([])
  for (const event of events) expect(pages[0]).toContain(event)
})

describe('an operator', () => operatedPrograms(() => portal))

test('whoever asks too often is told when to come back', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 130 }, async () => (await ask('validate', { answers: {} })).status),
  )
  expect(statuses).toContain(429)
  const refused = await ask('validate', { answers: {} })
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect(refused.headers.get('RateLimit')).toMatch(/^"default";r=0;t=\d+$/)
})

/** Seen by the owner, whom no policy keeps from seeing. */
async function rowsOf({ database }: OpenPortal) {
  const sql = openAsOwner(database.url)
  const [counted] = await sql`
    select (select count(*) from reports) as reports, (select count(*) from drafts) as drafts,
      (select count(*) from audit) as audit, (select count(*) from attempts) as attempts`
  await sql.end()
  return counted
}
