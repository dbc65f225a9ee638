/** A company's own system files a report, sees what became of it, answers, and follows up. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyActs, filingActs } from '#app/programs/acts.ts'
import { madoguchi } from '#client/madoguchi.ts'
import { openAsOwner } from '#db/client.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { currentEdition } from '#forms/edition.ts'
import { caseOf } from '#test/forms/corpus.ts'
import { openPortal, type OpenPortal } from '#test/support/officers.ts'
import { newProgram, type TestProgram } from '#test/support/programs.ts'
import { commands } from './commands.ts'
import { documents } from './documents.ts'
import { tags } from './tags.ts'
import { vendorAnswers } from './vendor-answers.ts'
import { vendorPrograms } from './vendors.ts'

let portal: OpenPortal
let own: TestProgram
let stranger: TestProgram
let organisationId: string
beforeAll(async () => {
  portal = await openPortal()
  const organisation = (name: string) =>
    portal.database
      .as({ kind: 'worker' })
      .transaction((tx) => insertOrganisation(tx, { profile: { name }, corporateNumber: null }, new Date()))
  organisationId = await organisation('架空商事')
  own = await newProgram(portal.database, { organisationId, acts: filingActs, name: 'SOC の発番' })
  stranger = await newProgram(portal.database, { organisationId: await organisation('別の会社'), acts: filingActs })
})
afterAll(() => portal.stop())

type Told = Record<string, string>
const by = ({ key }: TestProgram, more: Told = {}): Told => ({ Authorization: `Bearer ${key}`, ...more })
const get = (path: string, headers = by(own)) => fetch(`${portal.origin}/api/v1${path}`, { headers })
const send = (method: string, path: string, body: unknown, more: Told = {}, program = own) =>
  fetch(`${portal.origin}/api/v1${path}`, {
    method,
    headers: by(program, { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...more }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const post = (path: string, body: unknown, more?: Told) => send('POST', path, body, more)

/** Without what the portal fills in itself. */
const answers = Object.fromEntries(
  Object.entries(caseOf('dev-001').answers).filter(([item]) => !currentEdition.items.get(item)?.given),
)

/** A draft with everything in it, and its tag. */
async function started(): Promise<{ reference: string; tag: string }> {
  const made = await post('/reports', { answers })
  expect(made.status).toBe(201)
  return { reference: (await made.json()).reference, tag: made.headers.get('ETag') ?? '' }
}

async function filed(): Promise<string> {
  const { reference, tag } = await started()
  expect((await post(`/reports/${reference}/submissions`, undefined, { 'If-Match': tag })).status).toBe(201)
  return reference
}

test('from the first draft to the board: each step answers with what the next one needs', async () => {
  const { reference, tag } = await started()
  const draft = await get(`/reports/${reference}/draft`)
  expect(draft.headers.get('ETag')).toBe(tag)
  expect(Object.keys((await draft.json()).answers).toSorted()).toEqual(Object.keys(answers).toSorted())
  const again = await get(`/reports/${reference}/draft`, by(own, { 'If-None-Match': tag }))
  expect(again.status).toBe(304)

  const changed = await send(
    'PATCH',
    `/reports/${reference}/draft`,
    { answers: { 'incident-title': '架空の件' } },
    { 'If-Match': tag },
  )
  expect(changed.status).toBe(200)
  const newer = changed.headers.get('ETag') ?? ''
  const late = await send('PATCH', `/reports/${reference}/draft`, { answers: {} }, { 'If-Match': tag })
  expect([late.status, (await late.json()).code]).toEqual([412, 'preconditionFailed'])
  const blind = await send('PATCH', `/reports/${reference}/draft`, { answers: {} })
  expect([blind.status, (await blind.json()).code]).toEqual([428, 'preconditionMissing'])

  const plan = await (await get(`/reports/${reference}/plan`)).json()
  expect(plan.recipients.map(({ recipient }: { recipient: string }) => recipient)).toContain('ppc')
  const stale = await post(`/reports/${reference}/submissions`, undefined, { 'If-Match': tag })
  expect(stale.status).toBe(412)
  const sent = await post(`/reports/${reference}/submissions`, undefined, { 'If-Match': newer })
  const told = await sent.json()
  expect([sent.status, told.revision]).toEqual([201, 1])
  expect(told.recipients).toContain('ppc')

  const board = await (await get(`/reports/${reference}/board`)).json()
  expect(board.recipients.map(({ recipient }: { recipient: string }) => recipient).toSorted()).toEqual(
    told.recipients.toSorted(),
  )
  const [{ deliveries }] = board.revisions
  const delivery = await (await get(`/reports/${reference}/deliveries/${deliveries[0].id}`)).json()
  expect(delivery.sending).toMatchObject({ reference, revision: 1, digest: deliveries[0].digest })
  const sql = openAsOwner(portal.database.url)
  const lines = await sql<{ did: string; actorKind: string; actorId: string }[]>`
    select did, actor_kind, actor_id from audit where report_id = (select id from reports where reference = ${reference})
      and recipient is null order by sequence`
  await sql.end()
  expect(lines.map(({ did }) => did)).toEqual(['report.started', 'report.submitted'])
  expect(new Set(lines.map(({ actorKind, actorId }) => `${actorKind} ${actorId}`))).toEqual(
    new Set([`machine ${own.clientId}`]),
  )
})

describe('sending under a key', () => {
  test('is done once, however often and at the same time it is asked', async () => {
    const { reference, tag } = await started()
    const key = { 'Idempotency-Key': randomUUID(), 'If-Match': tag }
    const answers20 = await Promise.all(
      Array.from({ length: 20 }, () => post(`/reports/${reference}/submissions`, undefined, key)),
    )
    expect(new Set(answers20.map(({ status }) => status))).toEqual(new Set([201]))
    const told = await Promise.all(answers20.map((one) => one.text()))
    expect(new Set(told).size).toBe(1)
    expect(answers20.filter(({ headers }) => !headers.has('Idempotency-Replayed'))).toHaveLength(1)
    expect(await (await get(`/reports/${reference}`)).json()).toMatchObject({
      revision: 1,
      standing: 'unverified',
      mandate: null,
    })
    await send('PATCH', `/reports/${reference}/draft`, { answers: { 'incident-title': '後から' } }, { 'If-Match': tag })
    const lost = await post(`/reports/${reference}/submissions`, undefined, key)
    expect([lost.status, lost.headers.get('Idempotency-Replayed')]).toEqual([201, 'true'])
    const other = await post(`/reports/${reference}/submissions`, undefined, { ...key, 'If-Match': '"99"' })
    expect([other.status, (await other.json()).code]).toEqual([422, 'keyReused'])
  })

  test('is done once under many keys, and who comes later is told that it was done', async () => {
    const { reference, tag } = await started()
    const sent = await Promise.all(
      Array.from({ length: 12 }, () => post(`/reports/${reference}/submissions`, undefined, { 'If-Match': tag })),
    )
    expect(sent.map(({ status }) => status).toSorted()).toEqual([201, ...Array(11).fill(409)])
    const codes = await Promise.all(
      sent.filter(({ status }) => status === 409).map(async (one) => (await one.json()).code),
    )
    expect(codes.every((code) => code === 'conflict' || code === 'notNow')).toBe(true)
    const board = await (await get(`/reports/${reference}/board`)).json()
    expect(board.revisions).toHaveLength(1)
  })

  test('makes one report of twenty equal requests for a new one', async () => {
    const key = { 'Idempotency-Key': randomUUID() }
    const made = await Promise.all(Array.from({ length: 20 }, () => post('/reports', { answers: {} }, key)))
    const references = await Promise.all(
      made.filter(({ status }) => status === 201).map(async (one) => (await one.json()).reference),
    )
    expect(new Set(references).size).toBe(1)
    expect(made.every(({ status }) => status === 201 || status === 409)).toBe(true)
  })

  test('is not done where the organisation wants a second person', async () => {
    const { reference, tag } = await started()
    const sql = openAsOwner(portal.database.url)
    await sql`update organisations set needs_approval = true where id = ${organisationId}`
    const refused = await post(`/reports/${reference}/submissions`, undefined, { 'If-Match': tag })
    await sql`update organisations set needs_approval = false where id = ${organisationId}`
    await sql.end()
    expect([refused.status, (await refused.json()).code]).toEqual([409, 'needsApproval'])
  })
})

describe('a program of a vendor', () => vendorPrograms(() => portal))
describe('a vendor that may answer for some sections', () => vendorAnswers(() => portal))

test('what is not sound is refused item by item, and nothing of it is kept', async () => {
  const { reference, tag } = await started()
  const given = { 'org-corporate-number': '1234567890123', 'no-such-item': 1, 'report-phase': 'final' }
  const wrong = { answers: { ...given, 'sys-address': ['192.0.2.1', '300.1.1.1', '300.1.1.2'] } }
  const refused = await send('PATCH', `/reports/${reference}/draft`, wrong, { 'If-Match': tag })
  const { code, problems } = await refused.json()
  expect([refused.status, code]).toEqual([422, 'invalid'])
  expect(problems.map(({ item }: { item: string }) => item).toSorted()).toEqual(
    ['no-such-item', 'org-corporate-number', 'report-phase', 'sys-address', 'sys-address'].toSorted(),
  )
  const hosts = problems.filter(({ item }: { item: string }) => item === 'sys-address')
  expect(hosts).toMatchObject([
    { entry: 1, detail: expect.stringContaining('2行目：') },
    { entry: 2, detail: expect.stringContaining('3行目：') },
  ])
  for (const body of [
    { answers: {}, organisationId: 'x' },
    { revision: 7 },
    { choices: { declined: [], sent: true } },
  ]) {
    expect((await send('PATCH', `/reports/${reference}/draft`, body, { 'If-Match': tag })).status).toBe(422)
  }
  expect((await get(`/reports/${reference}/draft`)).headers.get('ETag')).toBe(tag)
  const cleared = await send(
    'PATCH',
    `/reports/${reference}/draft`,
    { answers: { 'org-name': null } },
    { 'If-Match': tag },
  )
  expect(cleared.status).toBe(200)
  expect((await (await get(`/reports/${reference}/draft`)).json()).answers).not.toHaveProperty('org-name')
})

test('a question of a body is answered by program, and the next report goes to those whose part is new', async () => {
  const reference = await filed()
  const ppc = await newProgram(portal.database, { recipient: 'ppc', acts: bodyActs })
  const { caseFiles } = await (await get('/case-files?state=new&limit=100', by(ppc))).json()
  const { id } = caseFiles.find((one: { reference: string }) => one.reference === reference)
  const ask = (body: unknown) => send('POST', `/case-files/${id}/questions`, body, {}, ppc)
  await ask({ items: ['incident-summary'], text: '経緯を教えてください' })
  await ask({ text: 'ほかに分かったことはありますか' })
  const board = async () => (await get(`/reports/${reference}/board`)).json()
  const open = (await board()).messages.filter(({ kind }: { kind: string }) => kind === 'question')
  const general = open.find(({ items }: { items: string[] }) => items.length === 0)
  expect((await post(`/reports/${reference}/answers`, { question: general.id, text: 'ありません' })).status).toBe(200)
  const answering = await newProgram(portal.database, { organisationId, acts: ['reports:answer'] })
  const answer = (told: unknown) => send('POST', `/reports/${reference}/answers`, { answers: told }, {}, answering)
  const besides = await answer({ 'incident-summary': '再起動後に判明した', 'incident-title': '別の件' })
  expect((await besides.json()).problems, 'it may not file').toMatchObject([
    { item: 'incident-title', code: 'notAsked' },
  ])
  const answered = await answer({ 'incident-summary': '再起動後に判明した' })
  expect(await answered.json()).toEqual({ revision: 2, waits: false })
  const after = (await board()).messages.filter(({ kind }: { kind: string }) => kind === 'question')
  expect(after.every(({ answered: done }: { answered: unknown }) => done !== null)).toBe(true)

  const next = await post(`/reports/${reference}/follow-ups`, { phase: 'final' })
  expect(next.status).toBe(200)
  const got = await get(`/reports/${reference}/draft`)
  const { answers: whole } = await got.json()
  expect(whole['report-phase']).toBe('final')
  const patch = (told: unknown, tag: string | null) =>
    send('PATCH', `/reports/${reference}/draft`, { answers: told }, { 'If-Match': tag ?? '' })
  const back = await patch(whole, got.headers.get('ETag'))
  expect(back.status, 'a draft goes back as it was got').toBe(200)
  for (const phase of ['initial', '', null]) {
    const other = await patch({ 'report-phase': phase }, back.headers.get('ETag'))
    expect((await other.json()).problems).toMatchObject([{ item: 'report-phase', code: 'filledIn' }])
  }
  const sent = await post(`/reports/${reference}/submissions`, undefined, {
    'If-Match': back.headers.get('ETag') ?? '',
  })
  expect([sent.status, (await sent.json()).revision]).toEqual([201, 3])
  const nothing = await post(`/reports/${reference}/submissions`, undefined, {
    'If-Match': back.headers.get('ETag') ?? '',
  })
  expect([nothing.status, (await nothing.json()).code]).toEqual([409, 'notNow'])
})

test('reports come page by page, and never those of another organisation', async () => {
  const reference = await filed()
  const seen: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const page: Response = await get(`/reports?limit=2${after && `&after=${after}`}`)
    const { reports, next }: { reports: { reference: string }[]; next: string | null } = await page.json()
    seen.push(...reports.map((one) => one.reference))
    after = next
  }
  expect(seen).toContain(reference)
  expect(new Set(seen).size).toBe(seen.length)
  expect((await (await get('/reports', by(stranger))).json()).reports).toEqual([])
  for (const path of ['', '/draft', '/plan', '/board']) {
    expect((await get(`/reports/${reference}${path}`, by(stranger))).status, path).toBe(404)
  }
  const tag = (await get(`/reports/${reference}/draft`)).headers.get('ETag') ?? ''
  const theirs = await send('PATCH', `/reports/${reference}/draft`, { answers: {} }, { 'If-Match': tag }, stranger)
  expect(theirs.status).toBe(404)
  const sent = await send('POST', `/reports/${reference}/submissions`, undefined, { 'If-Match': tag }, stranger)
  expect(sent.status).toBe(404)
})

describe('a report as one document', () => documents({ get, post, filed, portal: () => portal }))

test('the client that is made of the description files a report and reads what became of it', async () => {
  const call = madoguchi({ origin: portal.origin, key: own.key })
  const made = await call('startReport', { key: randomUUID(), body: { answers } })
  const path = { reference: made.body.reference }
  const sent = await call('submitReport', { key: randomUUID(), ifMatch: made.etag ?? '', path })
  expect(sent.body.revision).toBe(1)
  const board = await call('getBoard', { path })
  expect(board.body.recipients.map(({ recipient }) => recipient).toSorted()).toEqual(sent.body.recipients.toSorted())
  const refused = call('getBoard', { path: { reference: '3333-3333-33' } })
  await expect(refused).rejects.toMatchObject({ problem: { status: 404, code: 'notFound' } })
})

describe('tags', () => tags({ portal: () => portal, own: () => own, filed }))

describe('the commands of the description', () =>
  commands(
    () => portal,
    () => own,
  ))
