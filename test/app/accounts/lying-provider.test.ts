/** A body's provider, or somebody in its place, that lies about who came. */
import { generateKeyPairSync } from 'node:crypto'

import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

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
  ['one factor', () => provider.token(claimsOf({ acr: 'password' }))],
  ['no word of factors', () => provider.token(claimsOf({ acr: undefined }))],
  ['a token of megabytes', () => provider.token(claimsOf({ more: 'x'.repeat(2_000_000) }))],
] as const)('%s lets nobody in', async ([, answer]) => {
  expect(await comeBack(answer)).toBe(failed)
})

test('an answer to another question lets nobody in', async () => {
  expect(await comeBack(() => provider.token(claimsOf()), 'another-state')).toBe(failed)
})
