/** What is answered before a request is one that the routes could read: the same headers, few words, and an end. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

import { plainHeaders } from './headers.server.ts'

/** Which of these an address takes it says itself. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
/** Names and addresses, with a port: what can stand in an address without meaning something else. */
const host = /^(?:[a-z0-9](?:[a-z0-9._-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

/**
 * Turns away what no browser sends: other methods, hosts that are none, targets that are no path. `secure`: people reach
 * the portal by https. True when it was answered. The absolute form of a target, which proxies may send, becomes its path.
 */
export function refuseRaw(request: IncomingMessage, response: ServerResponse, secure: boolean): boolean {
  const status = statusFor(request)
  if (status === null) return false
  const headers = plainHeaders(secure)
  answer(response, status, status === 405 ? { ...headers, Allow: 'GET, HEAD, POST' } : headers)
  return true
}

/** No page is asked for its methods; the addresses of programs each say theirs. */
const asksWhatIsTaken = ({ method, url = '' }: IncomingMessage) => method === 'OPTIONS' && url.startsWith('/api/v1/')

function statusFor(request: IncomingMessage): number | null {
  if (!methods.has(request.method ?? '') && !asksWhatIsTaken(request)) return 405
  const named = request.headers.host
  if (named === undefined ? request.httpVersion !== '1.0' : !host.test(named)) return 400
  const target = request.url ?? ''
  if (target.length > 8_000) return 414
  if (/^https?:\/\//i.test(target)) request.url = target.replace(/^https?:\/\/[^/?#]*/i, '') || '/'
  return request.url?.startsWith('/') ? null : 400
}

function answer(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  const body = `${STATUS_CODES[status] ?? ''}\n`
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
  response.end(body)
}

/** For what Node itself cannot read, or does not wait for any longer. */
export function refuseUnreadable(server: Server, secure: boolean): void {
  server.on('checkExpectation', (_, response) => answer(response, 417, plainHeaders(secure)))
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    const status = statuses[error.code ?? ''] ?? 400
    const words = `${STATUS_CODES[status] ?? ''}\n`
    const headers = { ...plainHeaders(secure), 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }
    const lines = Object.entries({ ...headers, 'Content-Length': String(words.length) }).map((pair) => pair.join(': '))
    socket.end(`HTTP/1.1 ${status} ${words.trim()}\r\n${lines.join('\r\n')}\r\n\r\n${words}`)
  })
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}
