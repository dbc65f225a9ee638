/** A body's provider, or somebody in its place, that lies about who came. */
import { generateKeyPairSync } from 'node:crypto'

import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { turnOf } from '#db/people/recipient-policies.server.ts'
import { somebodyWaits } from '#test/support/database.ts'
import { officerNamed, signedIn } from '#test/support/officers.ts'
import { goToProvider, openProvider, type TestProvider } from '#test/support/provider.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

const strange = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
let server: TestServer
let owner: Sql
let provider: TestProvider
let nonce = ''

const claimsOf = (change: object = {}) => provider.claims(nonce, change)

beforeAll(async () => {
  server = await startServer()
  owner = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
  provider = await openProvider()
  await owner`update recipient_policies set issuer = ${provider.issuer} where recipient = 'ppc'`
  await owner`update identities set issuer = ${provider.issuer}`
})
afterAll(async () => {
  provider.close()
  await owner.end()
  await server.stop()
})

/** Goes to the provider and comes back with its answer. Returns where the portal leads. */
async function comeBack(answer: () => string, state?: string): Promise<string | null> {
  const back = await goToProvider(server.origin, '/sign-in/openid/ppc')
  nonce = back.nonce
  provider.say(answer())
  const path = state ? back.path.replace(/state=[^&]*/, `state=${state}`) : back.path
  const answered = await fetch(`${server.origin}${path}`, { headers: { Cookie: back.cookie }, redirect: 'manual' })
  return answered.headers.get('Location')
}

test('the truth lets the officer in', async () => {
  expect(await comeBack(() => provider.token(claimsOf()))).toBe('/desk')
})

test('whoever comes back in the moment in which the body changes its provider is not let in by the former one', async () => {
  const changing = await owner.reserve()
  await changing`begin`
  await changing`select pg_advisory_xact_lock(hashtextextended(${turnOf('ppc')}, 0))` // as whoever changes it
  const coming = comeBack(() => provider.token(claimsOf()))
  await somebodyWaits({ owner: changing })
  await changing`update recipient_policies set issuer = 'https://another.example' where recipient = 'ppc'`
  await changing`commit`
  changing.release()
  expect(await coming).toBe('/sign-in?provider=unknown')
  await owner`update recipient_policies set issuer = ${provider.issuer} where recipient = 'ppc'`
})

test('a provider that has no exit leaves it at the portal’s own', async () => {
  const left = await fetch(`${server.origin}/sign-in/openid/ppc?leave=1`, { redirect: 'manual' })
  expect(left.headers.get('Location')).toBe('/sign-in?left=provider')
})

const failed = '/sign-in?provider=failed'

test.for([
  ['another key', () => provider.token(claimsOf(), { key: strange })],
  ['no signature', () => provider.token(claimsOf(), {})],
  ['the algorithm none', () => provider.token(claimsOf(), { alg: 'none' })],
  ['another issuer', () => provider.token(claimsOf({ iss: 'https://evil.example' }))],
  ['another audience', () => provider.token(claimsOf({ aud: 'another' }))],
  ['another party', () => provider.token(claimsOf({ azp: 'another' }))],
  ['an old token', () => provider.token(claimsOf({ exp: 1, iat: 0 }))],
  ['another nonce', () => provider.token(claimsOf({ nonce: 'another' }))],
  ['nobody', () => provider.token(claimsOf({ sub: '' }))],
  ['a token of megabytes', () => provider.token(claimsOf({ more: 'x'.repeat(2_000_000) }))],
] as const)('%s lets nobody in', async ([, answer]) => {
  expect(await comeBack(answer)).toBe(failed)
})

test.for(['password', undefined])('%s is no word of two factors: that lets nobody in, and is said', async (acr) => {
  expect(await comeBack(() => provider.token(claimsOf({ acr })))).toBe('/sign-in?provider=factors')
  const page = await (await fetch(`${server.origin}/sign-in?provider=factors`)).text()
  expect(page).toContain('二つの要素で確かめたことを示しませんでした')
})

test('an answer to another question lets nobody in', async () => {
  expect(await comeBack(() => provider.token(claimsOf()), 'another-state')).toBe(failed)
})

test('an answer that comes to the address of another body’s provider is given to nobody', async () => {
  const back = await goToProvider(server.origin, '/sign-in/openid/ppc')
  expect(back.path).toMatch(/^\/sign-in\/openid\/ppc\/done\?/)
  provider.say(provider.token(provider.claims(back.nonce)))
  const elsewhere = back.path.replace('/ppc/', '/organisations/')
  const headers = { Cookie: back.cookie }
  const answered = await fetch(`${server.origin}${elsewhere}`, { headers, redirect: 'manual' })
  expect(answered.headers.get('Location')).toBe(failed)
  const own = await fetch(`${server.origin}${back.path}`, { headers, redirect: 'manual' })
  expect(own.headers.get('Location'), 'as the code was not given away').toBe('/desk')
})

test('who is not vouched for goes back to where they came from, signed in as before', async () => {
  const visitor = await signedIn(server.origin, officerNamed('ppc-aoki').officerId)
  const leave = async (query: string) => (await visitor.get(`/sign-in/openid/ppc?${query}`)).headers
  await owner`update recipient_policies set issuer = 'http://127.0.0.1:9/' where recipient = 'ppc'`
  const again = await leave('again=1&next=/desk/export')
  expect(again.get('Location')).toBe('/sign-in/again?provider=failed&next=%2Fdesk%2Fexport')
  expect((await leave('enrol=abc')).get('Location')).toBe('/enrol/abc?provider=failed')
  const claim = await leave('claim=abc&next=/organisations/abc/claim')
  expect([claim.get('Location'), claim.getSetCookie().join()]).toEqual([
    '/organisations/abc/claim',
    expect.stringContaining('providerFailed'),
  ])
  expect((await leave('next=/desk/mentions')).get('Location')).toBe('/sign-in?provider=failed&next=%2Fdesk%2Fmentions')
  expect(await (await visitor.get('/sign-in/again?provider=failed')).text()).toContain('IDでは確認できませんでした')
  await owner`update recipient_policies set issuer = ${provider.issuer} where recipient = 'ppc'`
})

/** Begins at this address, and comes back with a true answer of the provider's about this person. */
async function comeBackAs(sub: string, from: string, cookie: string, told: object = {}): Promise<Response> {
  const back = await goToProvider(server.origin, from, { Cookie: cookie })
  const claims = { sub, auth_time: Math.floor(Date.now() / 1_000), ...told }
  provider.say(provider.token(provider.claims(back.nonce, claims)))
  return fetch(`${server.origin}${back.path}`, { headers: { Cookie: back.cookie }, redirect: 'manual' })
}

/** Of somebody who came in at the demo's entrance. */
async function cookieOf(person: string): Promise<string> {
  const body = new URLSearchParams({ person })
  const entered = await fetch(`${server.origin}/demo`, { method: 'POST', body, redirect: 'manual' })
  return entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

test('a factor is shown again at the provider of one’s own body, and not where another body asks the same one for less', async () => {
  const cookie = await cookieOf(officerNamed('ppc-aoki').officerId)
  const [before] = await owner<{ issuer: string; acr: string }[]>`
    select issuer, acr from recipient_policies where recipient = 'organisations'`
  const policy = (issuer: string, acr: string) =>
    owner`update recipient_policies set issuer = ${issuer}, acr = ${acr} where recipient = 'organisations'`
  await policy(provider.issuer, 'password')
  const at = async (recipient: string, told: object) => {
    const from = `/sign-in/openid/${recipient}?again=1&next=/desk/export`
    return (await comeBackAs('ppc-aoki', from, cookie, told)).headers.get('Location')
  }
  expect(await at('organisations', { acr: 'password' })).toBe('/sign-in/again?provider=failed&next=%2Fdesk%2Fexport')
  expect(await at('ppc', {})).toBe('/desk/export')
  await policy(before?.issuer ?? '', before?.acr ?? '')
})

test('an identity is connected by whoever began it on their own page, and by no link of others', async () => {
  const { officerId } = officerNamed('ppc-hirano')
  await owner`delete from identities where login_id = ${officerId}`
  const cookie = await cookieOf(officerId)
  const unknown = await comeBackAs('a-new-one', '/sign-in/openid/ppc', '')
  expect(unknown.headers.get('Location')).toBe('/sign-in?provider=unknown')

  const guessed = await comeBackAs('a-new-one', '/sign-in/openid/ppc?connect=guessed', cookie)
  expect(guessed.headers.getSetCookie().join()).toContain('providerFailed')
  const page = await (await fetch(`${server.origin}/account/security`, { headers: { Cookie: cookie } })).text()
  const from = /\/sign-in\/openid\/ppc\?connect=[\w-]+/.exec(page)?.[0] ?? ''
  expect((await comeBackAs('ppc-aoki', from, cookie)).headers.getSetCookie().join(), 'of somebody else').toContain(
    'providerTaken',
  )
  expect((await comeBackAs('a-new-one', from, cookie)).headers.getSetCookie().join()).toContain('providerConnected')
  await owner`update logins set language = 'en' where id = ${officerId}`
  const known = await comeBackAs('a-new-one', '/sign-in/openid/ppc', '')
  expect([known.headers.get('Location'), known.headers.getSetCookie().join()]).toEqual([
    '/desk',
    expect.stringContaining('language=en'),
  ])
})

test('a link from elsewhere to connect an identity shows first whose it would be', async () => {
  const mailed = await fetch(`${server.origin}/sign-in/openid/ppc?enrol=abc`, {
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'none' },
  })
  expect(mailed.headers.get('Location')).toBe('/enrol/abc')
})
