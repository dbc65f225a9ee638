/** How soon an open queue is told of what came. */
import http from 'node:http'
import { submissionOf, type Filed } from './desk-arrivals.ts'
import { measured } from './desk-seed.ts'
import type { DeskSide } from './desk-world.ts'
import type { Figure } from './figures.ts'
import { summary } from './load.ts'

/** From the moment a submission is sent until each open queue has been told. */
export async function measureArrivals(
  name: string,
  { portal, store, cookie }: DeskSide,
  { queues: count, arrivals }: { queues: number; arrivals: number },
): Promise<Figure[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: count })
  const told: number[] = []
  let sent = 0
  const open = () => openStream(portal.origin, cookie, agent, () => told.push(performance.now() - sent))
  const streams = await Promise.all(Array.from({ length: count }, open))
  for (let turn = 0; turn < arrivals; turn++) {
    const file: Filed = await submissionOf(store, measured)
    sent = performance.now()
    await file.send()
    await until(() => told.length >= count * (turn + 1))
  }
  for (const stream of streams) stream.destroy()
  agent.destroy()
  const { p50, p99 } = summary(told, [], 1)
  const note = `${count} queues, ${arrivals} submissions, each told each time: ${told.length}; p50 ${p50.toFixed(0)} ms`
  return [{ name, value: p99, unit: 'ms', bar: { atMost: 1000 }, note }]
}

function openStream(
  origin: string,
  cookie: string,
  agent: http.Agent,
  onEvent: () => void,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.get(new URL('/desk/live', origin), { agent, headers: { Cookie: cookie } }, (response) => {
      response.on('data', (bytes: Buffer) => {
        const text = bytes.toString()
        if (text.startsWith('retry')) resolve(response)
        for (const _ of text.matchAll(/^data:/gm)) onEvent()
      })
      response.on('error', () => {})
    })
    request.on('error', reject)
  })
}

async function until(reached: () => boolean): Promise<void> {
  for (let patience = 1_000; patience > 0; patience--) {
    if (reached()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('an open queue was not told within five seconds')
}
