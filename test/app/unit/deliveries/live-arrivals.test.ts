import { expect, test } from 'vitest'

import { arrivalStream } from '#app/deliveries/arrival-stream.server.ts'
import { openArrivals, type Arrival, type Arrivals } from '#app/deliveries/live-arrivals.server.ts'
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

const streamOf = (arrivals: Arrivals, given: Partial<Parameters<typeof arrivalStream>[0]> = {}) =>
  arrivalStream({ arrivals, officer, after: null, isIn: async () => true, gone: never, closing: never, ...given })

/** What was said before the stream ended, without its places. */
const saidIn = async (response: Response) => (await response.text()).replaceAll(/^id: \S+\n/gm, '').trim()

test('an officer hears of what came for the own body and prefecture, and of nothing else', () => {
  const arrivals = openArrivals()
  const heard: string[] = []
  arrivals.subscribe(officer, ({ arrival: { caseFileId } }) => heard.push(caseFileId))

  arrivals.publish(arrival)
  arrivals.publish({ ...arrival, recipient: 'ppc', caseFileId: 'case-2' })
  arrivals.publish({ ...arrival, prefecture: '東京都', caseFileId: 'case-3' })
  arrivals.publish({ ...arrival, prefecture: null, caseFileId: 'case-4' })
  expect(heard).toEqual(['case-1'])
})

test('an officer without a prefecture hears of all of the own body', () => {
  const arrivals = openArrivals()
  const heard: string[] = []
  arrivals.subscribe({ ...officer, prefecture: null }, ({ arrival: { caseFileId } }) => heard.push(caseFileId))
  arrivals.publish({ ...arrival, prefecture: '東京都' })
  expect(heard).toEqual(['case-1'])
})

test('who has left hears nothing more', () => {
  const arrivals = openArrivals()
  const heard: string[] = []
  const leave = arrivals.subscribe(officer, ({ arrival: { caseFileId } }) => heard.push(caseFileId))
  leave()
  arrivals.publish(arrival)
  expect(heard).toEqual([])
})

test('the stream names the case and the kind, and neither recipient nor prefecture', async () => {
  const arrivals = openArrivals()
  const closing = new AbortController()
  const response = streamOf(arrivals, { closing: closing.signal })
  arrivals.publish(arrival)
  await new Promise(setImmediate)
  closing.abort()

  expect(response.headers.get('Content-Type')).toBe('text/event-stream')
  expect(await saidIn(response)).toBe('retry: 3000\n\ndata: {"caseFileId":"case-1","kind":"report"}')
})

test('a browser that goes away is forgotten', async () => {
  const arrivals = openArrivals()
  const response = streamOf(arrivals)
  await response.body?.cancel()
  expect(() => arrivals.publish(arrival)).not.toThrow()
})

test('who may have missed something is sent away, and looks again on coming back', async () => {
  const arrivals = openArrivals()
  const response = streamOf(arrivals)
  arrivals.missed()
  arrivals.publish(arrival)
  expect(await saidIn(response)).toBe('retry: 3000')
})

test('a process that is already stopping opens no stream', async () => {
  const response = streamOf(openArrivals(), { closing: AbortSignal.abort() })
  expect(await saidIn(response)).toBe('retry: 3000')
})

test('what came between the drawing of a page and its listening is told first, and what came before is not', async () => {
  const arrivals = openArrivals()
  arrivals.publish({ ...arrival, caseFileId: 'case-0' })
  const after = arrivals.place()
  arrivals.publish(arrival)
  arrivals.publish({ ...arrival, prefecture: '東京都', caseFileId: 'case-2' })
  const told = await saidIn(streamOf(arrivals, { after, closing: AbortSignal.abort() }))
  expect(told).toBe('retry: 3000\n\ndata: {"caseFileId":"case-1","kind":"report"}')
})

test('a listener that comes back with the last place it was told hears nothing twice', async () => {
  const arrivals = openArrivals()
  const after = arrivals.place()
  arrivals.publish(arrival)
  const first = await streamOf(arrivals, { after, closing: AbortSignal.abort() }).text()
  const last = [...first.matchAll(/^id: (\S+)$/gm)].at(-1)?.[1] ?? ''
  arrivals.publish({ ...arrival, caseFileId: 'case-2' })
  expect(arrivals.after(last, officer)?.map((one) => one.arrival.caseFileId)).toEqual(['case-2'])
})

test.each([
  ['of another process', () => openArrivals().place()],
  ['that nobody gave out', () => 'nonsense'],
])('a page with a place %s is told to look again', async (_, place) => {
  const told = await saidIn(streamOf(openArrivals(), { after: place(), closing: AbortSignal.abort() }))
  expect(told).toBe('retry: 3000\n\nevent: missed\ndata: {}')
})

test('a page drawn before the portal lost its hearing, or before more than is kept, is told to look again', () => {
  const arrivals = openArrivals()
  const [deaf, late] = [arrivals.place(), (arrivals.missed(), arrivals.place())]
  expect(arrivals.after(deaf, officer)).toBeNull()
  expect(arrivals.after(late, officer)).toEqual([])
  for (let count = 0; count < 1_001; count++) arrivals.publish(arrival)
  expect(arrivals.after(late, officer)).toBeNull()
})

test('whose login ended hears of no case more, and the stream ends', async () => {
  const arrivals = openArrivals()
  const response = streamOf(arrivals, { isIn: async () => false })
  arrivals.publish(arrival)
  expect(await saidIn(response)).toBe('retry: 3000')
})

test('a burst of arrivals looks at the login once', async () => {
  const arrivals = openArrivals()
  const closing = new AbortController()
  let looks = 0
  const isIn = async () => ++looks > 0
  const response = streamOf(arrivals, { isIn, closing: closing.signal })
  for (let count = 0; count < 50; count++) arrivals.publish(arrival)
  await new Promise(setImmediate)
  arrivals.publish(arrival)
  closing.abort()
  expect((await response.text()).match(/^data:/gm)).toHaveLength(51)
  expect(looks).toBe(1)
})
