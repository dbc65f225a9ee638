/** A proxy ends TLS, and nobody told the portal its public address. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { startServer, type TestServer } from '#test/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ MADOGUCHI_TRUST_PROXY: '1' })
})
afterAll(() => server.stop())

test.each([
  ['a page', '/'],
  ['a file of the build', '/icon.svg'],
  ['the answer for load balancers', '/healthz'],
  ['an answer to programs', '/api/v1/openapi.json'],
  ['what is no request', `/${'x'.repeat(9_000)}`],
])('%s says to whom it reached by https to come by nothing else', async (_, path) => {
  const kept = async (protocol: string) => {
    const answer = await fetch(`${server.origin}${path}`, { headers: { 'X-Forwarded-Proto': protocol } })
    return answer.headers.get('Strict-Transport-Security')
  }
  expect(await kept('https')).toBe('max-age=63072000; includeSubDomains')
  expect(await kept('http')).toBeNull()
})
