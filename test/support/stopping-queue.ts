/**
 * The queue stops, and a PostgreSQL of its own stops at that very moment: the goodbyes of the queue's connections are held
 * up on the way, so that the server's last words come first. Says `lives`, if it does.
 */
import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

import { startEmbedded } from '#db/cluster/embedded.server.ts'
import { runJobs } from '#db/connections/jobs.server.ts'

const goodbye = Buffer.from([0x58, 0, 0, 0, 4])
const server = await startEmbedded({ folder: process.argv[2] ?? '' })
const { promise: saidGoodbye, resolve } = Promise.withResolvers<void>()

const way = net.createServer({ allowHalfOpen: true }, (from) => {
  const to = net.connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', allowHalfOpen: true })
  let isQueues = true
  from.once('data', (greeting) => (isQueues = !greeting.includes('postgres.js'))) // the mover of jobs has its own way
  from.on('data', (bytes) => (isQueues && goodbye.equals(Buffer.from(bytes)) ? resolve() : to.write(bytes)))
  to.on('data', (bytes) => from.write(bytes)).on('end', () => from.end())
  for (const socket of [from, to]) socket.on('error', () => {})
})
await new Promise<void>((open) => way.listen(0, '127.0.0.1', open))
const address = way.address()
const url = new URL(server.url)
url.port = String(typeof address === 'object' ? address?.port : '')

const jobs = await runJobs({ database: { url: url.href }, tasks: { nothing: async () => {} } })
await wait(200) // listening, and looking for work
const stopped = jobs.stop()
await saidGoodbye
await server.stop()
await stopped
await wait(100) // what comes late
console.log('lives')
process.exit()
