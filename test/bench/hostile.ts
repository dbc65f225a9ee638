/** `node test/bench/hostile.ts`: hundreds of malformed requests, and three hundred slow ones. Needs a build. */
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

import { hostileRequests } from './hostile-requests.ts'
import { problemWith } from './hostile-send.ts'
import { removePortal, startPortal } from './portal.ts'

const portal = await startPortal({ environment: { NODE_ENV: 'test', MADOGUCHI_DEMO: '1' } })
const port = Number(new URL(portal.origin).port)
try {
  const all = hostileRequests()
  const idle = memory()
  const problems: string[] = []
  for (let first = 0; first < all.length; first += 8) {
    const found = all.slice(first, first + 8).map(async (one) => {
      const problem = await problemWith(port, one, 10_000)
      if (problem) problems.push(`${one.name}: ${problem}`)
    })
    await Promise.all(found)
  }
  console.log(`${all.length} malformed requests: ${problems.length} problems`)
  for (const problem of problems) console.log(`  ${problem}`)
  const slow = await slowly(300)
  console.log(`300 slow connections: ${slow.cut} cut off in 20 s; others were answered in ${slow.worst} ms at most`)
  const healthy = (await fetch(`${portal.origin}/readyz`)).status === 200
  console.log(`memory: ${Math.round(memory() - idle)} MB more than idle; ${healthy ? 'ready' : 'NOT READY'}`)
  if (problems.length > 0 || slow.cut < 285 || slow.worst > 2_000 || !healthy) process.exitCode = 1
} finally {
  await portal.stop()
  await removePortal(portal.folder)
}

function memory(): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${portal.pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1_000
}

/** A header every second that never ends; meanwhile somebody else looks at the front page. */
async function slowly(count: number): Promise<{ cut: number; worst: number }> {
  let cut = 0
  const sockets = Array.from({ length: count }, () => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('POST /resume HTTP/1.1\r\nHost: 127.0.0.1\r\n'))
    socket.on('error', () => {})
    socket.on('close', () => (cut += 1))
    socket.resume()
    return socket
  })
  let worst = 0
  for (let second = 0; second < 20; second++) {
    for (const socket of sockets) if (socket.writable) socket.write(`X-${second}: y\r\n`)
    const begun = performance.now()
    await (await fetch(portal.origin)).text()
    worst = Math.max(worst, Math.round(performance.now() - begun))
    await wait(1_000)
  }
  for (const socket of sockets) socket.destroy()
  return { cut, worst }
}
