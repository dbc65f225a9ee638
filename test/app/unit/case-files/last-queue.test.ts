import { RouterContextProvider } from 'react-router'
import { expect, test } from 'vitest'

import { lastQueue, rememberQueue } from '#app/case-files/queue/last-queue.server.ts'
import { queueChoice, queueHref } from '#app/case-files/queue/queue-filters.ts'
import { outgoingContext, visitContext } from '#app/context.ts'

/** One request of a browser, and what it says of its queue from then on. */
function visit(cookie = '') {
  const context = new RouterContextProvider()
  const now = new Date('2026-11-22T03:00:00Z')
  context.set(visitContext, { id: '', nonce: '', language: 'ja', secure: false, address: '', now })
  const outgoing = new Map<string, string>()
  context.set(outgoingContext, outgoing)
  const request = new Request('http://localhost/desk', { headers: { Cookie: cookie } })
  return { args: { request, context, params: {} }, cookie: () => outgoing.get('queue')?.split(';')[0] ?? cookie }
}

test('whoever comes back to the queue comes back to the filter and the page, until the first one is looked at', () => {
  const third = '/desk?state=waiting&q=%E9%81%AE%E6%96%AD&after=2026.abc'
  const looked = visit()
  rememberQueue(looked.args, queueHref(queueChoice(new URL(third, 'http://localhost').searchParams)))
  const later = visit(looked.cookie())
  expect(queueHref(lastQueue(later.args))).toBe(third)
  rememberQueue(later.args, queueHref(queueChoice(new URLSearchParams())))
  expect(queueHref(lastQueue(visit(later.cookie()).args))).toBe('/desk')
})
