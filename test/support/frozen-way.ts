/** A way to a server that can freeze: connections stay open, and nothing that is said arrives any more. */
import net, { type Socket } from 'node:net'

export interface FrozenWay {
  url: string
  freeze(): void
  close(): void
}

export async function frozenWay(to: string): Promise<FrozenWay> {
  const { hostname, port } = new URL(to)
  const open = new Set<Socket>()
  let frozen = false
  const server = net.createServer((from) => {
    const there = net.connect({ host: hostname, port: Number(port) })
    from.on('data', (bytes) => frozen || there.write(bytes)).on('end', () => frozen || there.end())
    there.on('data', (bytes) => frozen || from.write(bytes)).on('end', () => frozen || from.end())
    for (const socket of [from, there]) open.add(socket.on('error', () => {}))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const url = new URL(to)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' ? address?.port : '')
  return {
    url: url.href,
    freeze: () => (frozen = true),
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}
