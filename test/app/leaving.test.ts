/** What a browser still holds of somebody who has left. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { officerNamed } from '#test/support/officers.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

/** A browser, as far as it keeps cookies. */
function browser() {
  const kept = new Map<string, string>()
  const ask = async (path: string, form?: Record<string, string>) => {
    const Cookie = [...kept].map((pair) => pair.join('=')).join('; ')
    const posted = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
    const answer = await fetch(`${server.origin}${path}`, { redirect: 'manual', headers: { Cookie }, ...posted })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (cookie.includes('Max-Age=0')) kept.delete(name)
      else kept.set(name, decodeURIComponent(value))
    }
  }
  return { kept, ask }
}

test('the secret of a report that was begun does not stay behind with whoever closes it', async () => {
  const { kept, ask } = browser()
  await ask('/reports', {})
  expect(kept.get('keep')).toMatch(/^[\w-]{12} [\w-]{29} first$/)
  await ask('/leave', {})
  expect([...kept.keys()]).toEqual([])
})

test('nor do the words that an officer looked for, and whose report was typed', async () => {
  const { kept, ask } = browser()
  await ask('/demo', { person: officerNamed('police-tokushima-naruse').officerId })
  await ask(`/desk?q=${encodeURIComponent('架空病院')}`)
  const date = new Date().toISOString().slice(0, 10)
  await ask('/desk/intake', {
    channel: 'phone',
    date,
    time: '00:00',
    name: '架空 花子',
    phone: '088-000-0000',
    language: 'ja',
  })
  expect(new URLSearchParams(kept.get('queue')).get('q')).toBe('架空病院')
  expect([...kept.keys()]).toContain('intake')
  await ask('/leave', {})
  expect([...kept.keys()]).toEqual([])
})
