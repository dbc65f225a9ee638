/** What is sensitive asks for a factor shown a moment ago, and sessions end when they should. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import postgres, { type Sql } from 'postgres'

import { unattended } from '#app/http/session.server.ts'
import { newTotpSecret } from '#app/accounts/totp.ts'
import { demoMembers, demoOperator } from '#app/demo/people.ts'
import { openDatabase } from '#db/client.server.ts'
import type { Officer } from '#db/context.ts'
import { setKey } from '#db/people/logins.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { newReference } from '#db/sealing/secrets.server.ts'
import { signIn } from '#test/bench/sessions.ts'
import { officerNamed, signedIn, type Visitor } from '#test/support/officers.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

const aoki = officerNamed('ppc-aoki')
const [hori = { accountId: '' }] = demoMembers
let server: TestServer
let owner: Sql
beforeAll(async () => {
  server = await startServer()
  owner = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await owner.end()
  await server.stop()
})

/** As if the factor had been shown so many minutes ago. */
const age = (person: string, minutes: number) =>
  owner`update sessions set factor_at = now() - ${minutes} * interval '1 minute' where login_id = ${person}`

async function officer(): Promise<Visitor> {
  return signedIn(server.origin, aoki.officerId)
}

test('an export asks for a factor within ten minutes, and keeps what was typed', async () => {
  const visitor = await officer()
  expect((await visitor.get('/desk/export?state=all')).status).toBe(200)
  await age(aoki.officerId, 11)
  const asked = await visitor.get('/desk/export?state=all')
  expect([asked.status, asked.headers.get('Location')]).toEqual([
    302,
    '/sign-in/again?next=%2Fdesk%2Fexport%3Fstate%3Dall',
  ])
  const late = await visitor.post('/desk/export', { query: 'state=all', reason: '月次の集計に使うため', format: 'csv' })
  expect(late.status).toBe(422)
  const page = await late.text()
  expect(page).toContain('前の確認から10分が過ぎました')
  expect(page).toContain('月次の集計に使うため')

  const tables = '/desk/statistics/export'
  expect((await visitor.get(tables)).headers.get('Location')).toBe(`/sign-in/again?next=${encodeURIComponent(tables)}`)
  const counted = await visitor.post(tables, { query: '', reason: '月次の集計に使うため', format: 'csv' })
  expect([counted.status, (await counted.text()).includes('前の確認から10分が過ぎました')]).toEqual([422, true])

  const again = await visitor.post('/sign-in/again?next=/desk/export?state=all', { step: 'demo' })
  expect([again.status, again.headers.get('Location')]).toEqual([302, '/desk/export?state=all'])
  expect(again.headers.getSetCookie().some((cookie) => cookie.startsWith('staff='))).toBe(true)
  expect((await visitor.get('/desk')).status, 'the session before it has ended').toBe(302)
})

test('whoever was away for half an hour is asked to come in again, and who was not is seen anew', async () => {
  const database = openDatabase({ url: server.databaseUrl, keyring: openKeyring(server.keysFile), connections: 1 })
  const { officerId, name, recipient } = aoki
  const actor: Officer = { kind: 'officer', officerId, name, recipient, prefecture: null, role: 'officer' }
  const away = async (minutes: number) => {
    const cookie = await signIn(database, 'staff', actor, undefined, new Date(Date.now() - minutes * 60_000))
    return fetch(`${server.origin}/desk`, { headers: { Cookie: cookie }, redirect: 'manual' })
  }
  const [back, gone] = [await away(29), await away(31)]
  await database.end()
  expect([back.status, back.headers.getSetCookie().some((one) => one.startsWith('staff='))]).toEqual([200, true])
  expect([gone.status, gone.headers.get('Location')]).toEqual([302, '/demo'])
})

test('a queue that follows by itself keeps no login open, and is told that something came for as long as that lasts', async () => {
  const database = openDatabase({ url: server.databaseUrl, keyring: openKeyring(server.keysFile), connections: 1 })
  const { officerId, name, recipient } = aoki
  const actor: Officer = { kind: 'officer', officerId, name, recipient, prefecture: null, role: 'officer' }
  const ask = async (minutes: number, address: string, headers: Record<string, string> = {}) => {
    const cookie = await signIn(database, 'staff', actor, undefined, new Date(Date.now() - minutes * 60_000))
    const gone = new AbortController()
    const { origin } = server
    const asked = { headers: { Cookie: cookie, ...headers }, redirect: 'manual', signal: gone.signal } as const
    const answer = await fetch(`${origin}${address}`, asked)
    gone.abort()
    return [answer.status, answer.headers.getSetCookie().some((one) => one.startsWith('staff='))]
  }
  const byItself = { [unattended]: 'yes' }
  expect(await ask(29, '/desk', byItself)).toEqual([200, false])
  expect(await ask(31, '/desk', byItself)).toEqual([302, false])
  expect(await ask(31, '/desk/live')).toEqual([200, false])
  expect(await ask(29, '/desk/live')).toEqual([200, false])
  const cookie = await signIn(database, 'staff', actor, officerId)
  await owner`update sessions set expires_at = now() - interval '1 second' where login_id = ${officerId}`
  const over = await fetch(`${server.origin}/desk/live`, { headers: { Cookie: cookie }, redirect: 'manual' })
  await database.end()
  expect(over.status).toBe(302)
})

test('a session ends half a day after coming in, however busy and however often a factor was shown', async () => {
  const visitor = await officer()
  const lasts = () => owner<{ minutes: number; start: Date }[]>`
    select extract(epoch from expires_at - now())::int / 60 as minutes, created_at as start from sessions
    where login_id = ${aoki.officerId} order by factor_at desc limit 1`
  const [first] = await lasts()
  expect(first?.minutes).toBeGreaterThan(12 * 60 - 3)
  expect(first?.minutes).toBeLessThanOrEqual(12 * 60)
  await owner`update sessions set expires_at = now() + interval '3 hours' where login_id = ${aoki.officerId}`
  const shown = await visitor.post('/sign-in/again?next=/desk', { step: 'demo' })
  const fresh = shown.headers.getSetCookie().find((one) => one.startsWith('staff=')) ?? ''
  const desk = async () =>
    (await fetch(`${server.origin}/desk`, { headers: { Cookie: fresh }, redirect: 'manual' })).status
  const [again] = await lasts()
  expect(again?.minutes, 'showing a factor prolongs nothing').toBeLessThanOrEqual(3 * 60)
  expect(await desk()).toBe(200)
  await owner`update sessions set expires_at = now() - interval '1 second' where login_id = ${aoki.officerId}`
  expect(await desk()).toBe(302)
})

test('somebody with an account may think for four hours, and whoever holds a report for twelve', async () => {
  const database = openDatabase({ url: server.databaseUrl, keyring: openKeyring(server.keysFile), connections: 1 })
  const [member] = await owner<{ accountId: string; organisationId: string; role: 'administrator' }[]>`
    select account_id as "accountId", organisation_id as "organisationId", role from memberships
    where role = 'administrator' and ended_at is null limit 1`
  const [report] = await owner<{ reportId: string; reference: string }[]>`
    select id as "reportId", reference from reports limit 1`
  if (!member || !report) throw new Error('the demo has nobody with an account, or no report')
  const who = {
    staff: [{ kind: 'member', ...member } as const, '/account'],
    report: [{ kind: 'holder', ...report } as const, `/reports/${report.reference}`],
  } as const
  const away = async (door: 'staff' | 'report', minutes: number) => {
    const [actor, page] = who[door]
    const cookie = await signIn(database, door, actor, undefined, new Date(Date.now() - minutes * 60_000))
    return (await fetch(`${server.origin}${page}`, { headers: { Cookie: cookie }, redirect: 'manual' })).status
  }
  expect([await away('staff', 239), await away('staff', 241)]).toEqual([200, 302])
  expect([await away('report', 719), await away('report', 721)]).toEqual([200, 401])
  await database.end()
})

test('whoever comes to a report without a session is shown the way in by an account, too, and back', async () => {
  const page = await (await fetch(`${server.origin}/reports/K7WF-3HXM-9P/questions`)).text()
  expect(page).toContain('href="/sign-in?next=%2Freports%2FK7WF-3HXM-9P%2Fquestions"')
})

test('a wrong passkey is written down, also where somebody is signed in already', async () => {
  const visitor = await officer()
  const answered = await visitor.post('/sign-in/again', { step: 'passkey', ceremony: 'x', response: '{}' })
  expect(answered.status).toBe(422)
  const [last] = await owner`select did, details from audit where report_id = ${aoki.officerId} order by sequence desc`
  expect(last).toEqual({ did: 'sign-in.failed', details: '{"why":"passkey"}' })
})

test('a page to come back to is never on another site', async () => {
  const visitor = await officer()
  const again = await visitor.post('/sign-in/again?next=//evil.example', { step: 'demo' })
  expect(again.headers.get('Location')).toBe('/account/security')
})

test('one ends the sessions of one’s other places, and nobody else’s', async () => {
  const [here, there] = [await officer(), await officer()]
  const colleague = await signedIn(server.origin, officerNamed('ppc-hirano').officerId)
  const [theirs] = await owner<{ id: string }[]>`
    select id from sessions where login_id = ${officerNamed('ppc-hirano').officerId}`
  await here.post('/account/security', { step: 'end', session: theirs?.id ?? '' })
  expect((await colleague.get('/desk')).status).toBe(200)
  await here.post('/account/security', { step: 'end' })
  expect([(await here.get('/desk')).status, (await there.get('/desk')).status]).toEqual([200, 302])
})

test('the last way to sign in cannot be removed, and changing any asks for a fresh factor', async () => {
  const visitor = await officer()
  await age(aoki.officerId, 11)
  expect((await visitor.post('/account/security', { step: 'key' })).status).toBe(401)
  expect((await visitor.post('/sign-in/passkey', { for: 'add' })).status).toBe(401)
})

async function giveKey(): Promise<void> {
  const database = openDatabase({ url: server.databaseUrl, keyring: openKeyring(server.keysFile), connections: 1 })
  const key = { keyHash: 'any', totp: newTotpSecret(), totpStep: 0, codes: [newReference()] }
  await database.as({ kind: 'worker' }).transaction((tx) => setKey(tx, hori.accountId, key))
  await database.end()
}

test('recovery codes are made anew once for a page that is loaded again', async () => {
  const member = await signedIn(server.origin, hori.accountId)
  await giveKey()
  const page = await (await member.get('/account/security')).text()
  const form = { step: 'codes', mark: /name="mark" value="(\w+)"/.exec(page)?.[1] ?? '' }
  const made = await member.post('/account/security', form)
  expect([made.status, (await made.text()).includes('これまでの回復コードは、もう使えません')]).toEqual([200, true])
  const kept = await owner`select code_hash from recovery_codes where login_id = ${hori.accountId}`
  const again = await member.post('/account/security', form)
  expect(again.headers.getSetCookie().join()).toContain('codesShown')
  expect(await owner`select code_hash from recovery_codes where login_id = ${hori.accountId}`).toEqual(kept)
})

test('an identity elsewhere is shown, and disconnected unless it is the last way in', async () => {
  const { accountId } = hori
  const member = await signedIn(server.origin, accountId)
  expect(await (await member.get('/account/security')).text()).toContain('このIDでもログインできます')
  const issuer = (at: string) => owner`update recipient_policies set issuer = ${at} where recipient = 'organisations'`
  const [policy] = await owner<{ issuer: string }[]>`
    select issuer from recipient_policies where recipient = 'organisations'`
  await issuer('https://another.invalid')
  const moved = await (await member.get('/account/security')).text()
  expect(moved, 'an identity at an earlier provider signs nobody in').not.toContain('このIDでもログインできます')
  await issuer(policy?.issuer ?? '')
  await owner`update logins set key_hash = null, totp = null where id = ${accountId}`
  const unlink = async () => (await member.post('/account/security', { step: 'unlink' })).headers.getSetCookie().join()
  expect(await unlink()).toContain('lastWay')
  await giveKey()
  await owner`update recipient_policies set means = array['passkey', 'openid'] where recipient = 'organisations'`
  expect(await unlink(), 'what is not accepted any more is no way in').toContain('lastWay')
  await owner`update recipient_policies set means = array['passkey', 'totp', 'openid'] where recipient = 'organisations'`
  expect(await unlink()).toContain('providerRemoved')
  expect(await (await member.get('/account/security')).text()).toContain('結び付いていません')
})

test('an officer who only reads changes nothing but where their mails go; a change of role counts at once', async () => {
  const operator = await signedIn(server.origin, demoOperator.operatorId)
  const visitor = await officer()
  const queue = await (await visitor.get('/desk')).text()
  const [, first = ''] = /href="(\/desk\/case-files\/[^"]+)"/.exec(queue) ?? []
  expect((await visitor.post(`${first}/keeping`, { do: 'hold', reason: '訴訟のため' })).status).toBe(303)
  const { officerId } = aoki
  const changed = await operator.post('/operator/people', { step: 'role', person: officerId, role: 'reader' })
  expect(changed.status).toBe(303)
  expect(changed.headers.get('Set-Cookie')).toContain('flash=role')
  expect((await visitor.get('/desk')).status).toBe(302)
  const reader = await officer()
  const pages = await Promise.all(
    ['/desk', first, `${first}/related`, `${first}/keeping`, '/desk/templates'].map(async (page) =>
      (await reader.get(page)).text(),
    ),
  )
  const forms = pages.flatMap((page) => page.match(/<form[^>]*method="post"[^>]*>/g) ?? [])
  expect([...new Set(forms.map((form) => /action="([^"]*)"/.exec(form)?.[1]))], 'nothing to be refused').toEqual([
    '/leave',
  ])
  expect((await reader.post('/desk/columns', { item: 'incident-status' })).status).toBe(403)
  expect(pages[0]).toContain('href="/desk/notices"')
  expect((await reader.post('/desk/notices', { do: 'ask', address: 'aoki@ppc.example' })).status).toBe(303)
})

test('operators cannot put themselves out nor let in whom they did not say, and an officer cannot invite', async () => {
  const operator = await signedIn(server.origin, demoOperator.operatorId)
  const invite = (recipient: string) =>
    operator.post('/operator/people', { step: 'invite', name: '架空 新人', recipient, role: 'officer' })
  const unsaid = await invite('')
  expect([unsaid.status, await unsaid.text()]).toEqual([422, expect.stringContaining('所属を選んでください。')])
  expect(await (await invite('operator')).text()).toContain('/enrol/')
  const { operatorId } = demoOperator
  for (const step of ['suspend', 'reset']) {
    expect((await operator.post('/operator/people', { step, person: operatorId })).status).toBe(403)
  }
  const visitor = await officer()
  expect((await visitor.post('/operator/people', { step: 'invite', name: 'x' })).status).toBe(403)
  const denied = await owner`select details from audit where report_id = ${aoki.officerId} and did = 'access.denied'`
  expect(denied.map(({ details }) => JSON.parse(details))).toContainEqual({ method: 'POST', path: '/operator/people' })
})

test('what was typed about something that is gone, or not for them any more, can be copied from the page that says so', async () => {
  const desk = await signedIn(server.origin, officerNamed('ppc-hirano').officerId)
  const path = '/desk/case-files/00000000-0000-7000-8000-000000000000'
  const refused = await desk.post(path, { act: 'note', text: '引き継ぎの前に書いた長いメモ' })
  expect(refused.status).toBe(404)
  expect(await refused.text()).toMatch(/class="typed">引き継ぎの前に書いた長いメモ</)
  const bare = await desk.post(path, { act: 'claim' })
  expect(await bare.text()).not.toContain('写し取って')
})
