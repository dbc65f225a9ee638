import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { ConfigError, type Config } from '#app/config.server.ts'

const firstPort = 3_000

/** Listens, and returns the port. Without a configured one the demo looks for the next free port. */
export async function listen(server: Server, config: Config): Promise<number> {
  const asked = config.port ?? firstPort
  const candidates =
    config.port === null && config.demo ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => asked + n) : [asked]
  for (const port of candidates) {
    if (await tryPort(server, config.host, port)) return (server.address() as AddressInfo).port // a TCP server has one
  }
  throw new ConfigError(
    `PORT ${candidates.join(', ')} on ${config.host} cannot be listened on; set another PORT or HOST.`,
  )
}

function tryPort(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const failed = () => resolve(false)
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve(true)
    })
  })
}
