import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'

import { keepNearest } from '#app/http/nearest-proxy.server.ts'

const kept = (headers: IncomingHttpHeaders) => {
  keepNearest({ headers })
  return headers
}

test('only the proxy in front says where a visitor is, whatever the visitor says', () => {
  expect(kept({ host: 'x', 'x-forwarded-for': '192.0.2.1' })).toEqual({ host: 'x', 'x-forwarded-for': '192.0.2.1' })
  expect(kept({ 'x-forwarded-for': '203.0.113.9, 10.0.0.1,192.0.2.1' })).toEqual({ 'x-forwarded-for': '192.0.2.1' })
  expect(kept({ forwarded: 'for=203.0.113.9;host=evil.example', 'x-forwarded-for': '2001:db8::1' })).toEqual({
    'x-forwarded-for': '2001:db8::1',
  })
  expect(kept({ 'x-forwarded-host': 'evil.example, portal.example.jp', 'x-forwarded-proto': 'http, https' })).toEqual({
    'x-forwarded-host': 'portal.example.jp',
    'x-forwarded-proto': 'https',
  })
  expect(kept({})).toEqual({})
})
