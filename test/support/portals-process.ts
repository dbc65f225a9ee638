/**
 * A process that runs the portals of many test files, each with a world, a database and a port of its own. What takes
 * long is done once: loading the application, and making it fast by running it. Run by Node as it stands, asked over HTTP.
 */
import { createServer } from 'node:http'
import { flushCompileCache } from 'node:module'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { readConfig } from '#app/config.server.ts'
import { startPortal, type Portal } from '#app/portal.server.ts'
import type { PortalOrder } from './portals.ts'

const portals = new Map<number, Portal>()
let opened = 0

async function open(environment: Readonly<Record<string, string>>): Promise<number> {
  const portal = await startPortal(readConfig(environment))
  opened += 1
  const network = `10.0.${opened >> 8}.${opened & 255}`
  // Limits count by the visitor's network, and those of one file must not slow down another.
  portal.server.on('connection', (socket) => Object.defineProperty(socket, 'remoteAddress', { value: network }))
  portals.set(portal.port, portal)
  return portal.port
}

async function close(port: number): Promise<void> {
  await portals.get(port)?.stop()
  portals.delete(port)
}

const control = createServer(async (request, response) => {
  try {
    const order = JSON.parse(await text(request)) as PortalOrder // from portals.ts, nobody else knows the port
    const answer = 'open' in order ? await open(order.open) : await close(order.close)
    response.end(JSON.stringify({ port: answer }))
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.stack : String(error))
  }
})
control.listen(0, '127.0.0.1', () => {
  flushCompileCache()
  process.send?.((control.address() as AddressInfo).port) // a TCP server has one
})

process.on('unhandledRejection', (fault) => console.error(fault))
process.on('disconnect', () => process.exit())
