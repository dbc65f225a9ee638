/** A body's OpenID provider in this process: it says of whoever comes what a test wants it to say. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

import { demoProvider } from '#app/demo/people.ts'

export interface TestProvider {
  issuer: string
  /** What its next tokens say. */
  say(token: string): void
  /** A token of these claims, with the provider's own key unless another one, or none, is given. */
  token(claims: object, with_?: { key?: KeyObject | undefined; alg?: string }): string
  /** What an honest provider says of this person, asked with this nonce; `change` on top. */
  claims(nonce: string, change?: object): object
  close(): void
}

export async function openProvider(): Promise<TestProvider> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let [issuer, said] = ['', '']
  const answers: Record<string, () => object> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    '/keys': () => ({
      keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'RS256' }],
    }),
    '/token': () => ({ access_token: 'x', token_type: 'bearer', id_token: said }),
  }
  const server = createServer((request, response) => {
    const body = JSON.stringify(answers[request.url ?? '']?.() ?? {})
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
  }).listen(0, '127.0.0.1')
  server.unref()
  await once(server, 'listening')
  const address = server.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    issuer,
    say: (token) => void (said = token),
    token: (claims, { key, alg = 'RS256' } = { key: own.privateKey }) => jwt(claims, key, alg),
    claims: (nonce, change = {}) => {
      const now = Math.floor(Date.now() / 1_000)
      const { clientId: aud, acr } = demoProvider
      return { iss: issuer, sub: 'ppc-aoki', aud, acr, nonce, iat: now, exp: now + 300, ...change }
    },
    close: () => void server.close(),
  }
}

function jwt(claims: object, key: KeyObject | undefined, alg: string): string {
  const parts = [{ alg, kid: 'k' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  const signature =
    key && alg === 'RS256' ? sign('sha256', Buffer.from(parts.join('.')), key).toString('base64url') : ''
  return `${parts.join('.')}.${signature}`
}

export interface CameBack {
  path: string
  cookie: string
  nonce: string
}

/** Goes to a provider from this address of the portal, and stands before the way back. */
export async function goToProvider(
  origin: string,
  from: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<CameBack> {
  const cookie = headers['Cookie'] ?? ''
  const gone = await fetch(`${origin}${from}`, { redirect: 'manual', headers })
  const asked = new URL(gone.headers.get('Location') ?? '', origin).searchParams
  const query = new URLSearchParams({ code: 'x', state: asked.get('state') ?? '' })
  const set = gone.headers.getSetCookie().map((each) => each.split(';')[0])
  return {
    path: `${asked.get('redirect_uri')?.replace(origin, '')}?${query}`,
    cookie: [cookie, ...set].filter(Boolean).join('; '),
    nonce: asked.get('nonce') ?? '',
  }
}
