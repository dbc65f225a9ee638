/** What the description says of tags is what is sent, for every call; and what a tag keeps from happening unseen. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { bodyActs } from '#app/programs/acts.ts'
import { examples, isExample } from '#app/api/examples.ts'
import { operations } from '#app/api/operations.server.ts'
import { officerNamed, signedIn, type OpenPortal } from '#test/support/officers.ts'
import { newProgram, type TestProgram } from '#test/support/programs.ts'

type Told = Record<string, string>
interface Headers {
  headers?: Readonly<Record<string, unknown>>
  content?: Readonly<Record<string, unknown>>
}
interface Described {
  operationId: string
  security?: readonly Readonly<Record<string, readonly string[]>>[]
  parameters?: readonly { name: string; in: string; required?: boolean; schema: { enum?: readonly string[] } }[]
  responses: Readonly<Record<string, Headers>>
}
interface Call extends Described {
  method: string
  path: string
}

interface Asking {
  portal: () => OpenPortal
  own: () => TestProgram
  /** The reference of a report that was sent. */
  filed: () => Promise<string>
}

/** Nothing is missing, nothing is of another shape, and nothing is said that is not described. */
async function isAsDescribed({ operationId, responses }: Described, answered: Response) {
  const [kind = ''] = (answered.headers.get('Content-Type') ?? '').split(';')
  expect([operationId, Object.keys(responses['200']?.content ?? {})]).toEqual([
    operationId,
    expect.arrayContaining([kind]),
  ])
  if (kind !== 'application/json') return void (await answered.arrayBuffer())
  const said: unknown = await answered.json()
  const schema = operations.find(({ id }) => id === operationId)?.answer
  expect(schema?.parse(said), operationId).toEqual(said)
}

const guarded = (call: Described) => call.parameters?.find(({ name }) => name === 'If-Match')
const tagsOf = ({ responses }: Described, status: string) => 'ETag' in (responses[status]?.headers ?? {})

export function tags({ portal, own, filed }: Asking): void {
  let body: TestProgram
  let calls: Call[]
  let reference: string
  let caseFile: string
  let deliveries: { whole: string; own: string }
  const send = (program: TestProgram, method: string, path: string, more: Told = {}, said?: unknown) =>
    fetch(`${portal().origin}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${program.key}`,
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
        ...(said === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...more,
      },
      ...(said === undefined ? {} : { body: JSON.stringify(said) }),
    })
  const tagOf = async (path: string, more: Told = {}) =>
    (await send(body, 'GET', path, more)).headers.get('ETag') ?? 'none'

  beforeAll(async () => {
    body = await newProgram(portal().database, { recipient: 'ppc', acts: bodyActs })
    const description = await (await fetch(`${portal().origin}/api/v1/openapi.json`)).json()
    calls = Object.entries<Record<string, Described>>(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({ ...one, path, method: method.toUpperCase() })),
    )
    reference = await filed()
    const { caseFiles } = await (await send(body, 'GET', '/case-files?limit=5')).json()
    caseFile = caseFiles.find((one: { reference: string }) => one.reference === reference).id
    const { delivery } = await (await send(body, 'GET', `/case-files/${caseFile}`)).json()
    const board = await (await send(own(), 'GET', `/reports/${reference}/board`)).json()
    deliveries = { whole: board.revisions[0].deliveries[0].id, own: delivery.id }
  })

  const addressOf = (path: string) =>
    path
      .replace('{reference}', reference)
      .replace('/deliveries/{id}', `/deliveries/${path.startsWith('/reports') ? deliveries.whole : deliveries.own}`)
      .replace('{id}', caseFile)
  const lastQuestion = async (): Promise<string> => {
    const { messages } = await (await send(body, 'GET', `/case-files/${caseFile}`)).json()
    return messages.findLast(({ kind }: { kind: string }) => kind === 'question').id
  }
  const whose = ({ path }: Call) => (/^\/(case|deliveries)/.test(path) ? body : own())

  test('every GET sends the tag that is described, in every format, and 304 to whoever has it', async () => {
    const got = calls.filter(({ method }) => method === 'GET')
    expect(got.length).toBeGreaterThan(10)
    for (const call of got) {
      const formats = call.parameters?.find(({ name }) => name === 'format')?.schema.enum ?? [null]
      for (const format of formats) {
        const path = addressOf(call.path) + (format ? `?format=${format}` : '')
        const name = `${call.operationId} ${format ?? ''}`
        const first = await send(whose(call), 'GET', path)
        const tag = first.headers.get('ETag')
        expect([name, first.status, tag !== null], name).toEqual([name, 200, tagsOf(call, '200')])
        await isAsDescribed(call, first)
        const again = await send(whose(call), 'GET', path, { 'If-None-Match': tag ?? '' })
        const held = again.headers.get('ETag') === tag
        expect([name, again.status, await again.text(), held]).toEqual([name, 304, '', tagsOf(call, '304')])
      }
    }
    const description = await fetch(`${portal().origin}/api/v1/openapi.json`)
    const kept = { 'If-None-Match': description.headers.get('ETag') ?? '' }
    expect((await fetch(description.url, { headers: kept })).status).toBe(304)
  })

  test('a call that changes something sends one where that is described, and takes If-Match where that is', async () => {
    const changing = calls.filter(({ method, operationId }) => method !== 'GET' && operationId !== 'token')
    const readOnly = ['validate', 'plan']
    const apart = ['importReport', 'askToSend'] // need a document and a client: their own tests
    const left = changing.filter(({ operationId }) => ![...readOnly, ...apart].includes(operationId))
    for (const call of left.toSorted((a, b) => Number(b.method === 'PATCH') - Number(a.method === 'PATCH'))) {
      const { operationId: name, method, path } = call
      const example = isExample(name) ? examples[name] : {}
      const said = 'body' in example ? example.body : undefined
      const at = addressOf(path).replace('{question}', path.includes('{question}') ? await lastQuestion() : '')
      const isCase = path.startsWith('/case-files')
      const ofIt = async () =>
        isCase
          ? tagOf(`/case-files/${caseFile}`)
          : ((await send(own(), 'GET', `/reports/${reference}/draft`)).headers.get('ETag') ?? '')
      if (guarded(call)) {
        await ofIt() // reading opens what is new
        const wrong = await send(whose(call), method, at, { 'If-Match': '"99999"' }, said)
        const seen = [name, wrong.status, wrong.headers.get('ETag')]
        expect(seen).toEqual([name, 412, tagsOf(call, '412') ? await ofIt() : null])
      }
      const blind = await send(whose(call), method, at, {}, said)
      if (guarded(call)?.required) expect([name, blind.status]).toEqual([name, 428])
      const good = guarded(call)?.required
        ? await send(whose(call), method, at, { 'If-Match': await ofIt() }, said)
        : blind
      const status = String(good.status)
      expect([name, status in call.responses, good.headers.has('ETag')]).toEqual([name, good.ok, tagsOf(call, status)])
      if (tagsOf(call, status) && name !== 'startReport') expect(good.headers.get('ETag'), name).toBe(await ofIt())
    }
  })

  test('two programs, or a program and an officer, do not act on a case file over each other unseen', async () => {
    const at = `/case-files/${caseFile}`
    const advise = (tag: string) =>
      send(body, 'POST', `${at}/advice`, { 'If-Match': tag }, { text: '記録を残してください', tlp: 'TLP:GREEN' })
    const seen = await tagOf(at)
    const both = await Promise.all([advise(seen), advise(seen)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    const late = both.find(({ status }) => status === 412)
    expect(await late?.json()).toMatchObject({ status: 412, code: 'preconditionFailed' })
    expect(late?.headers.get('ETag')).toBe(both.find(({ ok }) => ok)?.headers.get('ETag'))

    const before = await tagOf(at, { 'Accept-Language': 'en' })
    const officer = await signedIn(portal().origin, officerNamed('ppc-aoki').officerId)
    const claimed = await officer.post(`/desk/case-files/${caseFile}/claim`, {})
    expect(claimed.headers.get('Location')).toBe(`/desk/case-files/${caseFile}`)
    expect((await advise(before)).status).toBe(412)
    const [japanese, english] = [await tagOf(at), await tagOf(at, { 'Accept-Language': 'en' })]
    expect(japanese).not.toBe(english)
    expect((await advise(`"other", W/${english}`)).status, 'in whatever language it was read').toBe(200)
    expect((await advise('*')).status).toBe(200)
  })
}
