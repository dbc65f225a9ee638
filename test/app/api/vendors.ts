/** A vendor's own system files for its clients: under what it was given, and no longer than that. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { filingActs } from '#app/programs/acts.ts'
import { makeProgram } from '#app/programs/programs.server.ts'
import { revokeMandate } from '#app/mandates/give-mandate.server.ts'
import { openAsOwner } from '#db/client.server.ts'
import type { Context, FilingVendor, Member } from '#db/context.ts'
import { caseOf } from '#test/forms/corpus.ts'
import { currentEdition } from '#forms/edition.ts'
import { mandated, personOf } from '#test/app/mandates/mandates.world.ts'
import { signIn } from '#test/bench/sessions.ts'
import type { OpenPortal } from '#test/support/officers.ts'
import { newProgram, type TestProgram } from '#test/support/programs.ts'

type Given = Context<FilingVendor> & { mandateId: string }

const answers = Object.fromEntries(
  Object.entries(caseOf('dev-001').answers).filter(
    ([item]) => !currentEdition.items.get(item)?.given && item !== 'reporter-capacity',
  ),
)

const told = async (response: Response) => ({ status: response.status, ...(await response.json()) })

export function vendorPrograms(portalOf: () => OpenPortal): void {
  let vendor: Context<Member>
  let clients: readonly Context<Member>[]
  let held: { whole: Given; sections: Given }
  let all: TestProgram
  let one: TestProgram
  beforeAll(async () => {
    const { database } = portalOf()
    vendor = await personOf(database, '架空監視センター')
    clients = await Promise.all(['架空みどり病院', '架空製薬'].map((name) => personOf(database, name)))
    const [hospital, maker] = clients
    if (!hospital || !maker) throw new Error('no clients')
    const now = new Date()
    const whole = await mandated(database, hospital, vendor, {}, now)
    const some = { reach: 'some', sections: ['incident'], approves: true, client: '架空製薬' }
    const sections = await mandated(database, maker, vendor, some, now)
    held = { whole, sections }
    const { organisationId } = vendor.actor
    all = await newProgram(database, { organisationId, forClients: true, acts: filingActs })
    one = await newProgram(database, {
      organisationId,
      mandateId: whole.mandateId,
      acts: filingActs,
      name: '監視の発番',
    })
  })

  const ask = (program: TestProgram, method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
    fetch(`${portalOf().origin}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${program.key}`,
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...more,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const numbers = async () => {
    const { mandates: newest, next } = await told(await ask(all, 'GET', '/mandates?limit=1'))
    const { mandates: before, next: end } = await told(await ask(all, 'GET', `/mandates?limit=1&after=${next}`))
    expect([newest.length, before.length, end]).toEqual([1, 1, null])
    const mandates = [...newest, ...before]
    const numberOf = (forAllOf: boolean) =>
      mandates.find(({ sections }: { sections: string[] | null }) => (sections === null) === forAllOf).number
    return { whole: numberOf(true), sections: numberOf(false) }
  }
  const begin = async (program: TestProgram, body: unknown) => {
    const made = await ask(program, 'POST', '/reports', body)
    const { reference } = await told(made)
    return { status: made.status, reference, tag: made.headers.get('ETag') ?? '' }
  }

  test('files under its one mandate without naming it, and the client sees each act', async () => {
    const { reference, tag, status } = await begin(one, { answers, ticket: 'INC-0042' })
    expect(status).toBe(201)
    const changed = await ask(
      one,
      'PATCH',
      `/reports/${reference}/draft`,
      { answers: { 'incident-title': '件名' } },
      { 'If-Match': tag },
    )
    const sent = await ask(one, 'POST', `/reports/${reference}/submissions`, undefined, {
      'If-Match': changed.headers.get('ETag') ?? '',
    })
    expect(await told(sent)).toMatchObject({ status: 201, revision: 1 })
    const { whole } = await numbers()
    expect(await told(await ask(one, 'GET', `/reports/${reference}/board`))).toMatchObject({
      mandate: whole,
      standing: 'unverified',
    })
    const sql = openAsOwner(portalOf().database.url)
    const lines = await sql<{ did: string; actor: string }[]>`
      select did, actor_kind || ' ' || actor_id as actor from audit where recipient is null
        and report_id = (select id from reports where reference = ${reference} and organisation_id = ${clients[0]?.actor.organisationId ?? ''})
      order by sequence`
    const filed =
      await sql`select mandate_id from filings where report_id = (select id from reports where reference = ${reference})`
    await sql.end()
    expect(lines.map(({ did }) => did)).toEqual([
      'report.started',
      'mandate.started',
      'mandate.drafted',
      'mandate.viewed',
      'mandate.drafted',
      'report.submitted',
    ])
    expect(new Set(lines.map(({ actor }) => actor))).toEqual(new Set([`vendor ${one.clientId}`]))
    expect(filed).toEqual([{ mandateId: held.whole.mandateId }])
    const [hospital] = clients
    const cookie = hospital ? await signIn(portalOf().database, 'staff', hospital.actor) : ''
    const page = await fetch(`${portalOf().origin}/reports/${reference}/access`, { headers: { Cookie: cookie } })
    const named = (await page.text()).match(/架空セキュリティ（委任）（プログラム「監視の発番」）/g)
    expect(named, 'each act but the first, which names no mandate').toHaveLength(lines.length - 1)
  })

  test('says for which client it begins where it acts for several, and sees none that it was not given', async () => {
    const missing = await ask(all, 'POST', '/reports', { answers: {} }, { 'Accept-Language': 'ja' })
    expect(await told(missing)).toMatchObject({
      status: 422,
      problems: [{ field: '/mandate', code: 'mandateMissing' }],
    })
    const unknown = await told(await ask(all, 'POST', '/reports', { answers: {}, mandate: '9999-9999-99' }))
    expect(unknown).toMatchObject({ status: 422, problems: [{ code: 'mandateUnknown' }] })
    const { whole, sections } = await numbers()
    const [first, second] = [await begin(all, { mandate: whole }), await begin(all, { mandate: sections })]
    const listed = async (program: TestProgram) =>
      (await told(await ask(program, 'GET', '/reports'))).reports.map(
        ({ reference }: { reference: string }) => reference,
      )
    expect(await listed(all)).toEqual(expect.arrayContaining([first.reference, second.reference]))
    expect(await listed(one)).toContain(first.reference)
    expect(await listed(one)).not.toContain(second.reference)
    expect((await ask(one, 'GET', `/reports/${second.reference}/draft`)).status).toBe(404)
    expect((await ask(one, 'POST', '/reports', { answers: {}, mandate: sections })).status).toBe(422)
  })

  test('takes a document in for the client that it names, under a key of its own, and never beyond the mandate', async () => {
    const { whole, sections } = await numbers()
    const { reference } = await begin(all, { mandate: whole, answers })
    const document = await (await ask(all, 'GET', `/reports/${reference}/document`)).json()
    const take = (query: string, more = {}) => ask(all, 'POST', `/report-documents${query}`, document, more)
    expect(await told(await take(''))).toMatchObject({ status: 422, problems: [{ code: 'mandateMissing' }] })
    const key = { 'Idempotency-Key': randomUUID() }
    const taken = await told(await take(`?mandate=${whole}&ticket=INC-0043`, key))
    expect(taken).toMatchObject({ status: 201, copy: true })
    expect(await told(await ask(all, 'GET', `/reports/${taken.reference}`))).toMatchObject({ mandate: whole })
    const draft = await told(await ask(all, 'GET', `/reports/${taken.reference}/draft`))
    expect(draft.answers).toEqual(document.draft.answers)
    expect(await told(await take(`?mandate=${sections}`, key))).toMatchObject({ status: 422, code: 'keyReused' })
    const beyond = await told(await take(`?mandate=${sections}`))
    expect([beyond.status, beyond.problems[0].code]).toEqual([422, 'outsideMandate'])
  })

  test('under a mandate for some sections writes these only, and the client is asked to send', async () => {
    const { reference, tag } = await begin(all, { mandate: (await numbers()).sections })
    const at = `/reports/${reference}`
    const outside = { answers: { 'org-name': '架空製薬', 'incident-title': '件名' } }
    const refused = await told(
      await ask(all, 'PATCH', `${at}/draft`, outside, { 'If-Match': tag, 'Accept-Language': 'en' }),
    )
    expect(refused).toMatchObject({ status: 422, problems: [{ item: 'org-name', code: 'outsideMandate' }] })
    expect(refused.problems).toHaveLength(1)
    for (const blank of ['', null]) {
      const emptied = await ask(all, 'PATCH', `${at}/draft`, { answers: { 'org-name': blank } }, { 'If-Match': tag })
      expect(await told(emptied)).toMatchObject({ problems: [{ item: 'org-name', code: 'outsideMandate' }] })
    }
    const inside = { answers: { 'incident-title': '件名' } }
    const saved = await ask(all, 'PATCH', `${at}/draft`, inside, { 'If-Match': tag })
    const seen = { 'If-Match': saved.headers.get('ETag') ?? '' }
    expect(saved.status).toBe(200)
    for (const path of ['board', 'plan', 'document']) {
      expect(await told(await ask(all, 'GET', `${at}/${path}`))).toMatchObject({ status: 403, code: 'outsideMandate' })
    }
    const sent = await told(await ask(all, 'POST', `${at}/submissions`, undefined, seen))
    expect(sent).toMatchObject({ status: 409, code: 'needsClient' })
    expect((await ask(all, 'POST', `${at}/sendings`, {}, seen)).status).toBe(201)
    expect((await told(await ask(all, 'GET', `${at}/sendings`))).sendings).toMatchObject([
      { state: 'waits', words: null },
    ])
  })

  test('is made for no mandate of somebody else', async () => {
    const stranger = await personOf(portalOf().database, '別のベンダー')
    const wish = { name: '連携', acts: ['reports:read'], kind: 'key', days: '30' }
    const made = (by: Context<Member>, whose: string) => makeProgram(by, { ...wish, whose })
    expect(await made(stranger, held.whole.mandateId)).toEqual({ problems: [{ field: 'whose', code: 'whoseMissing' }] })
    expect(await made(vendor, held.whole.mandateId)).toMatchObject({ kind: 'key' })
    const { db, actor } = stranger
    const under = { organisationId: actor.organisationId, mandateId: held.whole.mandateId }
    const wrong = db.transaction(
      ({ sql }) => sql`
        insert into machines (client_id, name, acts, organisation_id, mandate_id, created_at)
        values (${randomUUID()}, 'x', '{}', ${under.organisationId}, ${under.mandateId}, now())`,
    )
    await expect(wrong).rejects.toMatchObject({ code: '42501' })
    const stolen = await newProgram(portalOf().database, { ...under, acts: filingActs })
    expect((await ask(stolen, 'GET', '/reports')).status).toBe(401)
  })

  test('is stopped when the client takes its mandate back', async () => {
    const { reference } = await begin(all, { mandate: (await numbers()).whole })
    const [hospital] = clients
    if (!hospital) throw new Error('no client')
    await revokeMandate({ ...hospital, now: new Date() }, held.whole.mandateId)
    const after = await ask(one, 'GET', `/reports/${reference}`)
    expect(await told(after)).toMatchObject({ status: 401, code: 'noProgram' })
    expect((await ask(all, 'GET', `/reports/${reference}`)).status).toBe(404)
    expect((await told(await ask(all, 'GET', '/mandates'))).mandates).toHaveLength(1)
  })
}
