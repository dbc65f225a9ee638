/** A receiver of webhooks on the loopback, whose temper a test chooses; it verifies what it gets as its maker would. */
import { createHmac } from 'node:crypto'
import http, { type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

import { onTestFinished } from 'vitest'

export interface Received {
  id: string
  body: string
  headers: IncomingHttpHeaders
  event: { type: string; timestamp: string; data: Record<string, unknown> }
}

/** What it answers; null never answers, 'break' takes the message and breaks the connection. */
export type Temper = { status: number; headers?: Record<string, string> } | null | 'break'

export interface Receiver {
  url: string
  received: Received[]
  become(temper: Temper): void
}

export async function openReceiver(temper: Temper = { status: 204 }): Promise<Receiver> {
  const received: Received[] = []
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    received.push({
      id: String(request.headers['webhook-id']),
      body,
      headers: request.headers,
      event: JSON.parse(body),
    })
    if (temper === 'break') return request.socket.destroy()
    if (temper !== null) response.writeHead(temper.status, temper.headers).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // a TCP server has one
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${port}/hook?token=x`, received, become: (next) => void (temper = next) }
}

/** As the specification says it, written apart from the sender. */
export function isGenuine({ headers, body }: Received, shared: string): boolean {
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const key = Buffer.from(shared.replace('whsec_', ''), 'base64')
  const wanted = createHmac('sha256', key).update(content).digest('base64')
  return String(headers['webhook-signature']).split(' ').includes(`v1,${wanted}`)
}
