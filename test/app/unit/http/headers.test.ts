import { expect, test } from 'vitest'
import { writeCookie } from '#app/http/cookie.server.ts'
import { protect } from '#app/http/headers.server.ts'

test('over https every cookie is bound to this host, and hidden from scripts and other sites', () => {
  const cookie = writeCookie('staff', 'x', { secure: true })
  expect(cookie).toBe('__Host-staff=x; Path=/; HttpOnly; SameSite=Lax; Secure')
  expect(writeCookie('staff', 'x', { secure: false })).not.toContain('__Host-') // browsers would refuse it
})

const headersOf = (secure: boolean) => {
  const headers = new Headers()
  protect(headers, { nonce: 'n', secure, requestId: 'r' })
  return headers
}

test('over https browsers are told to come back by https only, for more than a year', () => {
  const [, seconds] =
    /max-age=(\d+); includeSubDomains/.exec(headersOf(true).get('Strict-Transport-Security') ?? '') ?? []
  expect(Number(seconds)).toBeGreaterThan(365 * 86_400)
  expect(headersOf(false).get('Strict-Transport-Security')).toBeNull()
})
