/** How long a body may take. Node has one limit for all requests, and a file of 2 GiB needs another than a form. */
import type { Server } from 'node:http'

import { takesBytes } from './door.server.ts'

const whole = 30_000
const silence = 60_000

/** Cuts off who sends a form slowly, and who stops in the middle of a file; both are told so as Node would. */
export function limitBodies(server: Server): void {
  server.requestTimeout = 0
  server.prependListener('request', (request, response) => {
    const { headers, socket, url } = request
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
    // whoever has been answered is told nothing more, which would be taken for the answer to the next request
    const cutOff = () => (response.headersSent ? socket.destroy() : server.emit('clientError', late(), socket))
    if (request.method === 'POST' && takesBytes(`http://portal${url}`)) {
      request.setTimeout(silence, cutOff)
      return
    }
    const timer = setTimeout(cutOff, whole)
    request.once('close', () => clearTimeout(timer))
  })
}

const late = () => Object.assign(new Error('the body takes too long'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
