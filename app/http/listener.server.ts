/** Between Node's server and what answers in the terms of the Fetch standard: streams by the library, all else directly. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

import { sendResponse } from '@remix-run/node-fetch-server'

import { askedBy, type Asked, type Reach } from './asked.server.ts'
import { Gone } from './body.server.ts'
import { bytesIn } from './answer-body.server.ts'

export interface Answering extends Reach {
  answer(asked: Asked): Promise<Response>
  /** What is said, once, of a fault that `answer` threw; it is where the fault is logged. */
  onError(error: unknown): Response
}

export function listenerFor({ answer, onError, ...reach }: Answering): RequestListener {
  return async (raw, response) => {
    if (hasBody(raw)) response.once('finish', () => readOut(raw))
    try {
      const answered = await answer(askedBy(raw, response, reach))
      if (!response.destroyed) await send(response, answered)
    } catch (error) {
      if (error instanceof Gone) return
      const told = onError(error) // a fault of ours is logged, whether or not somebody still waits
      if (!response.destroyed) await giveUp(response, told)
    }
  }
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined

const longest = 5 * 60_000 // ms

/**
 * Some are answered before all of their body came, as who may not send a file. The rest is thrown away: the next request on
 * the connection, behind a proxy somebody else's, would wait behind it.
 */
function readOut(raw: IncomingMessage): void {
  raw.removeAllListeners('data').resume()
  if (raw.complete) return
  const tooLong = setTimeout(() => raw.destroy(), longest)
  raw.once('close', () => clearTimeout(tooLong))
}

/** Whoever has got a part of an answer sees that it is not all of it. */
async function giveUp(response: ServerResponse<IncomingMessage>, answered: Response): Promise<void> {
  if (response.headersSent) response.destroy()
  else await send(response, answered)
}

async function send(response: ServerResponse<IncomingMessage>, answered: Response): Promise<void> {
  if (answered.body) return sendResponse(response, answered)
  const bytes = bytesIn(answered)
  const lines: string[] = []
  for (const [name, value] of answered.headers) lines.push(name, value)
  if (bytes === undefined && hasLength(answered.status, response.req.method)) lines.push('Content-Length', '0')
  response.writeHead(answered.status, lines)
  response.end(response.req.method === 'HEAD' ? undefined : bytes)
}

/** Without one, an answer of nothing would be sent as pieces of which there are none. */
const hasLength = (status: number, method: string | undefined): boolean =>
  status !== 204 && status !== 304 && method !== 'HEAD'
