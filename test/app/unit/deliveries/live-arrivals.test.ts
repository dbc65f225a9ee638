import { expect, test } from 'vitest'

import { arrivalStream } from '#app/deliveries/arrival-stream.server.ts'
import { openArrivals, type Arrival } from '#app/deliveries/live-arrivals.server.ts'
import type { Officer } from '#db/context.ts'

const officer: Officer = {
  kind: 'officer',
  officerId: '01990000-0000-7000-8000-000000000001',
  name: '鳴瀬（架空）',
  recipient: 'police',
  prefecture: '徳島県',
  role: 'officer',
}
const arrival: Arrival = { recipient: 'police', prefecture: '徳島県', caseFileId: 'case-1', kind: 'report' }
const never = new AbortController().signal

test('an officer hears of what came for the own body and prefecture, and of nothing else', () => {
  const arrivals = openArrivals()
  const heard: string[] = []
  arrivals.subscribe(officer, ({ caseFileId }) => heard.push(caseFileId))

  arrivals.publish(arrival)
  arrivals.publish({ ...arrival, recipient: 'ppc', caseFileId: 'case-2' })
  arrivals.publish({ ...arrival, prefecture: '東京都', caseFileId: 'case-3' })
  arrivals.publish({ ...arrival, prefecture: null, caseFileId: 'case-4' })
  expect(heard).toEqual(['case-1'])
})

test('an officer without a prefecture hears of all of the own body', () => {
  const arrivals = openArrivals()
  const heard: string[] = []
  arrivals.subscribe({ ...officer, prefecture: null }, ({ caseFileId }) => heard.push(caseFileId))
  arrivals.publish({ ...arrival, prefecture: '東京都' })
  expect(heard).toEqual(['case-1'])
})

test('who has left hears nothing more', () => {
  const arrivals = openArrivals()
  const heard: string[] = []
  const leave = arrivals.subscribe(officer, ({ caseFileId }) => heard.push(caseFileId))
  leave()
  arrivals.publish(arrival)
  expect(heard).toEqual([])
})

test('the stream names the case and the kind, and neither recipient nor prefecture', async () => {
  const arrivals = openArrivals()
  const closing = new AbortController()
  const response = arrivalStream(arrivals, officer, never, closing.signal)
  arrivals.publish(arrival)
  closing.abort()

  expect(response.headers.get('Content-Type')).toBe('text/event-stream')
  expect(await response.text()).toBe('retry: 3000\n\ndata: {"caseFileId":"case-1","kind":"report"}\n\n')
})

test('a browser that goes away is forgotten', async () => {
  const arrivals = openArrivals()
  const response = arrivalStream(arrivals, officer, never, never)
  await response.body?.cancel()
  expect(() => arrivals.publish(arrival)).not.toThrow()
})

test('who may have missed something is sent away, and looks again on coming back', async () => {
  const arrivals = openArrivals()
  const response = arrivalStream(arrivals, officer, never, never)
  arrivals.missed()
  arrivals.publish(arrival)
  expect(await response.text()).toBe('retry: 3000\n\n')
})

test('a process that is already stopping opens no stream', async () => {
  const response = arrivalStream(openArrivals(), officer, never, AbortSignal.abort())
  expect(await response.text()).toBe('retry: 3000\n\n')
})
