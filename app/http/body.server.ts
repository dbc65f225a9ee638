/** A body that was read whole before anything is made of it. It travels beside its request: inside, it would be a stream. */
import type { IncomingMessage } from 'node:http'

import { Refusal } from './refusal.ts'

/** The largest form post. A whole report is about 20 kB; files have their own way in. */
export const bodyLimit = 1_000_000

/** Browsers show an answer only once they have sent everything, so more than the limit is read, and thrown away. */
export const patience = 10 * bodyLimit

/** Nobody is left to be answered. */
export class Gone extends Error {
  override name = 'Gone'
}

/** Throws Gone when the visitor goes before the end. */
export function readBody(raw: IncomingMessage): Promise<Buffer<ArrayBuffer> | Refusal> {
  const chunks: Buffer<ArrayBuffer>[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    if (raw.destroyed && !raw.complete) reject(new Gone())
    raw.on('data', (chunk: Buffer<ArrayBuffer>) => {
      size += chunk.length
      if (size <= bodyLimit) chunks.push(chunk)
      if (size <= patience) return
      raw.pause()
      resolve(new Refusal('tooLarge'))
    })
    raw.once('end', () => resolve(size > bodyLimit ? new Refusal('tooLarge') : joined(chunks)))
    raw.once('error', () => reject(new Gone()))
    raw.once('close', () => {
      if (!raw.readableEnded) reject(new Gone()) // an error costs its stack, and after the end nobody would hear it
    })
  })
}

/** Most come in one piece, which is not copied. */
const joined = (chunks: readonly Buffer<ArrayBuffer>[]) =>
  chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)

const bodies = new WeakMap<Request, Buffer<ArrayBuffer>>()

export function keepBody(request: Request, body: Buffer<ArrayBuffer>): void {
  bodies.set(request, body)
}

/** Of a request that came through the door, or of any other; it may be asked for more than once. */
export async function bodyOf(request: Request): Promise<Buffer<ArrayBuffer>> {
  const body = bodies.get(request) ?? Buffer.from(await request.arrayBuffer())
  keepBody(request, body)
  return body
}
