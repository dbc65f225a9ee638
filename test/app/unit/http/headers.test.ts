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

const told = (type: string) => {
  const headers = new Headers({ 'Content-Type': type })
  protect(headers, { nonce: 'n', secure: true, requestId: 'r' })
  return headers.get('Content-Type')
}

test('text says in which letters it is written, once; what is no text says nothing of them', () => {
  expect(told('text/plain')).toBe('text/plain; charset=utf-8')
  expect(told('text/csv; charset=utf-8; header=present')).toBe('text/csv; charset=utf-8; header=present')
  expect(told('text/event-stream')).toBe('text/event-stream')
  expect(told('application/json')).toBe('application/json')
})
