import http from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoOperator } from '#app/demo/people.ts'
import { bodyActs, filingActs } from '#app/programs/acts.ts'
import routes from '#app/routes.ts'
import { openAsOwner } from '#db/client.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { signIn } from '#test/bench/sessions.ts'
import { officerNamed, openPortal, type OpenPortal } from '#test/support/officers.ts'
import { newProgram } from '#test/support/programs.ts'
import { doors, members, passes, visitors, type Visitor } from './matrix.ts'
import { organisationWith } from './members.ts'
import { vendorsAt } from './vendors.ts'

interface Things {
  reference: string
  caseFile: string
  delivery: string
  organisation: string
}

let portal: OpenPortal
let things: Things
let shown: Record<Visitor, Record<string, string>>

beforeAll(async () => {
  portal = await openPortal({ MADOGUCHI_SECURITY_CONTACT: 'mailto:security@portal.example.jp' })
  const sql = openAsOwner(portal.database.url)
  const [own] = await sql<(Omit<Things, 'organisation'> & { reportId: string })[]>`
    select r.id as report_id, r.reference, c.id as case_file, d.id as delivery
    from case_files c join reports r on r.id = c.report_id
      join deliveries d on d.report_id = r.id and d.recipient = c.recipient and d.revision_number = 1
    where c.recipient = 'mhlw' and not exists (select from case_files o where o.report_id = r.id and o.recipient = 'fsa')
    order by c.received_at limit 1`
  const [other] = await sql<{ reportId: string; reference: string }[]>`
    select id as report_id, reference from reports where id <> ${own?.reportId ?? ''} and submitted_at is not null limit 1`
  await sql.end()
  if (!own || !other) throw new Error('the demo world has no report of a hospital')
  const { organisationId, sessions } = await organisationWith(portal.database, own.reportId)
  things = { ...own, organisation: organisationId }
  const { vendor, vendorWithout, organisations } = await vendorsAt(portal.database, own.reportId)
  const vendors = organisations.map((one) => keyOf({ organisationId: one, forClients: true, acts: filingActs }))
  const [vendorProgram = {}, vendorProgramWithout = {}] = await Promise.all(vendors)
  shown = {
    anyone: {},
    holder: { Cookie: await signIn(portal.database, 'report', holderOf(own)) },
    otherHolder: { Cookie: await signIn(portal.database, 'report', holderOf(other)) },
    administrator: { Cookie: sessions.administrator },
    editor: { Cookie: sessions.editor },
    approver: { Cookie: sessions.approver },
    reader: { Cookie: sessions.reader },
    stranger: { Cookie: sessions.stranger },
    vendor: { Cookie: vendor },
    vendorWithout: { Cookie: vendorWithout },
    officer: await cookieOf(officerNamed('mhlw-shirai').officerId),
    otherOfficer: await cookieOf(officerNamed('fsa-kuze').officerId),
    operator: await cookieOf(demoOperator.operatorId),
    program: await keyOf({ recipient: 'mhlw', acts: bodyActs }),
    otherProgram: await keyOf({ recipient: 'fsa', acts: bodyActs }),
    filingProgram: await keyOf({ organisationId, acts: filingActs }),
    otherFilingProgram: await keyOf({ organisationId: await anotherOrganisation(), acts: filingActs }),
    vendorProgram,
    vendorProgramWithout,
  }
})
afterAll(async () => {
  lines.destroy()
  await portal.stop()
})

test('every address has a door, and every door an address', () => {
  const addresses = routes.map(({ path, index }) => (index ? '' : path))
  expect(Object.keys(doors).toSorted()).toEqual(addresses.toSorted())
})

test.for(Object.keys(doors))('/%s lets in whom its door lets in, and nobody else', async (address) => {
  const line = doors[address]
  if (!line) throw new Error('no door')
  const asked = `/${filled(line.as ?? address)}`
  const mayPass = passes[line.door]
  await Promise.all(
    visitors.map(async (visitor) => {
      const read = await ask(asked, visitor, 'GET')
      expect(read.status, `${visitor} reads`).toBeLessThan(500)
      if (line.readable !== false)
        expect(isLetIn(read), `${visitor} reads ${read.status}`).toBe(mayPass.includes(visitor))
      if (mayPass.includes(visitor)) return
      expect(isLetIn(await ask(asked, visitor, 'POST')), `${visitor} posts`).toBe(false)
      if (read.status === 200) expect(isLetIn(read), `${visitor} reads`).toBe(false)
    }),
  )
})

/** Where what people said and decided stands, and no job writes. Who read what, and when, stands elsewhere. */
const saidAndDecided = (
  'approvals bulk_acts claims consents covers drafts entrustors escalation_rules feedback file_hand_overs ' +
  'hand_overs hold_words holds identities intakes invitations legal_holds mandate_choices mandate_files ' +
  'mandate_vendors mandates member_invitations memberships merges notes officers operators opinions organisations ' +
  'passkeys question_answers queue_columns recipient_policies recovery_codes reports returns revisions standings ' +
  'team_members teams templates vendor_clients vendor_templates views webhook_endpoints'
).split(' ')

test('whoever reads every address that they may changes nothing that anybody said or decided', async () => {
  const sql = openAsOwner(portal.database.url)
  const stands = () =>
    Promise.all(
      saidAndDecided.map(async (table) => {
        const rows = await sql<{ row: string }[]>`select md5(t::text) as row from ${sql(table)} t order by 1`
        return [table, rows.map(({ row }) => row)]
      }),
    )
  const before = await stands()
  for (const [address, { door, as }] of Object.entries(doors)) {
    const read = passes[door].map((visitor) => ask(`/${filled(as ?? address)}`, visitor, 'GET'))
    expect(
      (await Promise.all(read)).every(({ status }) => status < 500),
      address,
    ).toBe(true)
  }
  expect(await stands()).toEqual(before)
  await sql.end()
})

interface Answer {
  status: number
  leadsTo: string
}

/** Refused is an error, or being led to an entrance. */
function isLetIn({ status, leadsTo }: Answer): boolean {
  if (status >= 400) return false
  return !/^\/(demo|sign-in|resume)(\?|$)/.test(leadsTo)
}

const lines = new http.Agent({ keepAlive: true })

/** Thousands of times, so not with fetch, which takes as long as the portal. What is in the answer is not looked at. */
function ask(address: string, visitor: Visitor, method: 'GET' | 'POST'): Promise<Answer> {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0' }
  const headers = { ...shown[visitor], ...(method === 'POST' ? form : {}) }
  return new Promise((done, failed) => {
    const request = http.request(`${portal.origin}${address}`, { method, headers, agent: lines }, (answer) => {
      if (answer.headers['content-type'] === 'text/event-stream') request.destroy()
      else answer.resume()
      done({ status: answer.statusCode ?? 0, leadsTo: answer.headers.location ?? '' })
    })
    request.setTimeout(25_000, () => request.destroy(new Error('no answer in 25 seconds')))
    request.on('error', failed).end()
  })
}

const filled = (address: string): string =>
  address
    .replace(':reference', things.reference)
    .replace(':caseFile', things.caseFile)
    .replace(':delivery', things.delivery)
    .replace(':organisation', things.organisation)
    .replace(/:(id|token|recipient)\??/, '0199d000-0000-7000-8000-00000000ffff')

const holderOf = ({ reportId, reference }: { reportId: string; reference: string }) =>
  ({ kind: 'holder', reportId, reference }) as const

/** Comes in as a person of the demo does, with a session that is listed and fresh. */
async function cookieOf(person: string): Promise<Record<string, string>> {
  const body = new URLSearchParams({ person })
  const entered = await fetch(`${portal.origin}/demo`, { method: 'POST', body, redirect: 'manual' })
  const cookies = entered.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return { Cookie: cookies.join('; ') }
}

/** A program that may do all that its kind may. */
async function keyOf(program: Parameters<typeof newProgram>[1]): Promise<Record<string, string>> {
  const { key } = await newProgram(portal.database, program)
  return { Authorization: `Bearer ${key}` }
}

function anotherOrganisation(): Promise<string> {
  const made = { profile: { name: '別の組織' }, corporateNumber: null }
  return portal.database.as({ kind: 'worker' }).transaction((tx) => insertOrganisation(tx, made, new Date()))
}

test('each role of an organisation may do to its report what the role says, and no more', async () => {
  const answers: Record<string, string[]> = {}
  for (const visitor of members) {
    const posts = { draft: 'answer/now-start', answer: 'messages', send: 'withdrawal' }
    const may = await Promise.all(
      Object.entries(posts).map(async ([act, page]) => {
        const answer = await ask(`/reports/${things.reference}/${page}`, visitor, 'POST')
        return answer.status === 403 ? [] : [act]
      }),
    )
    answers[visitor] = may.flat()
  }
  expect(answers).toEqual({
    administrator: ['draft', 'answer', 'send'],
    editor: ['draft', 'answer', 'send'],
    approver: ['answer', 'send'],
    reader: [],
  })
  const refused = await fetch(`${portal.origin}/reports/${things.reference}/answer/now-start`, {
    method: 'POST',
    body: new URLSearchParams(),
    headers: shown.reader,
  })
  expect(await refused.text(), 'the way back to what is open').toContain(`href="/reports/${things.reference}"`)
})
