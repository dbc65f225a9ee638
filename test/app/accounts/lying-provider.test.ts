/** A body's provider, or somebody in its place, that lies about who came. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'

import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { demoProvider } from '#app/demo/people.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

const [own, strange] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }))
let server: TestServer
let owner: Sql
let provider: Server
let issuer = ''
let token: (nonce: string) => string
let nonce = ''

const jwt = (claims: object, key: KeyObject | undefined, alg = 'RS256') => {
  const parts = [{ alg, kid: 'k' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  const signature =
    key && alg === 'RS256' ? sign('sha256', Buffer.from(parts.join('.')), key).toString('base64url') : ''
  return `${parts.join('.')}.${signature}`
}

const claimsOf = (change: object = {}) => {
  const now = Math.floor(Date.now() / 1_000)
  const { clientId: aud, acr } = demoProvider
  return { iss: issuer, sub: 'ppc-aoki', aud, acr, nonce, iat: now, exp: now + 300, ...change }
}

beforeAll(async () => {
  server = await startServer()
  owner = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
  provider = createServer((request, response) => {
    const jwk = { ...own?.publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'RS256' }
    const answers: Record<string, () => object> = {
      '/.well-known/openid-configuration': () => ({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      }),
      '/keys': () => ({ keys: [jwk] }),
      '/token': () => ({ access_token: 'x', token_type: 'bearer', id_token: token(nonce) }),
    }
    const body = JSON.stringify(answers[request.url ?? '']?.() ?? {})
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
  }).listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const address = provider.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  await owner`update recipient_policies set issuer = ${issuer} where recipient = 'ppc'`
  await owner`update identities set issuer = ${issuer}`
})
afterAll(async () => {
  provider.close()
  await owner.end()
  await server.stop()
})

/** Goes to the provider and comes back with its answer. Returns where the portal leads. */
async function comeBack(answer: () => string, state?: string): Promise<string | null> {
  const gone = await fetch(`${server.origin}/sign-in/openid/ppc`, { redirect: 'manual' })
  const asked = new URL(gone.headers.get('Location') ?? '', server.origin).searchParams
  nonce = asked.get('nonce') ?? ''
  token = answer
  const cookie = gone.headers.getSetCookie().map((each) => each.split(';')[0])
  const query = new URLSearchParams({ code: 'x', state: state ?? asked.get('state') ?? '' })
  const headers = { Cookie: cookie.join('; ') }
  const back = await fetch(`${server.origin}/sign-in/openid/done?${query}`, { headers, redirect: 'manual' })
  return back.headers.get('Location')
}

test('the truth lets the officer in', async () => {
  expect(await comeBack(() => jwt(claimsOf(), own?.privateKey))).toBe('/desk')
})

const failed = '/sign-in?provider=failed'

test.for([
  ['another key', () => jwt(claimsOf(), strange?.privateKey)],
  ['no signature', () => jwt(claimsOf(), undefined)],
  ['the algorithm none', () => jwt(claimsOf(), undefined, 'none')],
  ['another issuer', () => jwt(claimsOf({ iss: 'https://evil.example' }), own?.privateKey)],
  ['another audience', () => jwt(claimsOf({ aud: 'another' }), own?.privateKey)],
  ['another party', () => jwt(claimsOf({ azp: 'another' }), own?.privateKey)],
  ['an old token', () => jwt(claimsOf({ exp: 1, iat: 0 }), own?.privateKey)],
  ['another nonce', () => jwt(claimsOf({ nonce: 'another' }), own?.privateKey)],
  ['nobody', () => jwt(claimsOf({ sub: '' }), own?.privateKey)],
  ['one factor', () => jwt(claimsOf({ acr: 'password' }), own?.privateKey)],
  ['no word of factors', () => jwt(claimsOf({ acr: undefined }), own?.privateKey)],
  ['a token of megabytes', () => jwt(claimsOf({ more: 'x'.repeat(2_000_000) }), own?.privateKey)],
] as const)('%s lets nobody in', async ([, answer]) => {
  expect(await comeBack(answer)).toBe(failed)
})

test('an answer to another question lets nobody in', async () => {
  expect(await comeBack(() => jwt(claimsOf(), own?.privateKey), 'another-state')).toBe(failed)
})
