/** What is sensitive asks for a factor shown a moment ago, and sessions end when they should. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import postgres, { type Sql } from 'postgres'

import { demoOperator } from '#app/demo/people.ts'
import { openDatabase } from '#db/client.server.ts'
import type { Officer } from '#db/context.ts'
import { openKeyring } from '#db/keyring.server.ts'
import { signIn } from '#test/bench/sessions.ts'
import { officerNamed, signedIn, type Visitor } from '#test/support/officers.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

const aoki = officerNamed('ppc-aoki')
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

test('an officer who only reads changes nothing; a change of role counts at once', async () => {
  const operator = await signedIn(server.origin, demoOperator.operatorId)
  const visitor = await officer()
  const { officerId } = aoki
  expect((await operator.post('/operator/people', { step: 'role', person: officerId, role: 'reader' })).status).toBe(
    200,
  )
  expect((await visitor.get('/desk')).status).toBe(302)
  const reader = await officer()
  expect((await reader.get('/desk')).status).toBe(200)
  expect((await reader.post('/desk/columns', { item: 'incident-status' })).status).toBe(403)
})

test('operators cannot put themselves out, and an officer cannot invite', async () => {
  const operator = await signedIn(server.origin, demoOperator.operatorId)
  const { operatorId } = demoOperator
  for (const step of ['suspend', 'reset']) {
    expect((await operator.post('/operator/people', { step, person: operatorId })).status).toBe(403)
  }
  const visitor = await officer()
  expect((await visitor.post('/operator/people', { step: 'invite', name: 'x' })).status).toBe(403)
  const denied = await owner`select details from audit where report_id = ${aoki.officerId} and did = 'access.denied'`
  expect(denied.map(({ details }) => JSON.parse(details))).toContainEqual({ method: 'POST', path: '/operator/people' })
})
