/** ClamAV, asked over its socket. It says what it found; it decides nothing, as a victim must be able to hand in anything. */
import { once } from 'node:events'
import net from 'node:net'

import type { ScanResult } from '#forms/files.ts'

export interface Scanned {
  scan: ScanResult
  /** The name of what was found. */
  found?: string
}

export type Scanner = (bytes: number, parts: AsyncIterable<Buffer>) => Promise<Scanned>

/** clamd's own limit is 100 MB unless it is told otherwise; more would be read for nothing. */
const most = 100 * 1024 * 1024
const pieceSize = 64 * 1024
/** ms. With a full set of signatures it thinks for a while, the longer the more it was given. */
const usual = { answer: 5_000, perMegabyte: 300, whole: 60_000 }

/** `host:port`, or the path of a Unix socket. A scanner that is away, slow or confused has not scanned. */
export function clamd(address: string, patience = usual): Scanner {
  return async (bytes, parts) => {
    if (bytes > most) return { scan: 'too-large' }
    const deadline = AbortSignal.timeout(patience.whole)
    try {
      return verdictIn(await ask({ address, patience }, { bytes, parts }, deadline))
    } catch {
      return { scan: 'failed' }
    }
  }
}

/** INSTREAM: pieces with their length before them, an empty one at the end, then one line comes back. */
async function ask(
  { address, patience }: { address: string; patience: typeof usual },
  { bytes, parts }: { bytes: number; parts: AsyncIterable<Buffer> },
  deadline: AbortSignal,
): Promise<string> {
  const socket = connect(address)
  const stop = () => socket.destroy(new Error('the scanner takes too long'))
  deadline.addEventListener('abort', stop)
  socket.setTimeout(patience.answer, stop)
  const answer: Buffer[] = []
  socket.on('data', (said) => answer.push(Buffer.from(said)))
  const ended = once(socket, 'close')
  const failed = new Promise<never>((_, reject) => socket.once('error', reject))
  for (const one of [ended, failed]) one.catch(() => {}) // whichever is not waited for any more
  const send = (told: Uint8Array) => socket.write(told) || Promise.race([once(socket, 'drain'), failed])
  try {
    await Promise.race([once(socket, 'connect'), failed])
    await send(Buffer.from('zINSTREAM\0'))
    for await (const piece of pieces(parts)) {
      if (answer.length > 0) break
      await send(Buffer.concat([lengthOf(piece.length), piece]))
    }
    if (answer.length === 0) await send(lengthOf(0))
    socket.setTimeout(patience.answer + (bytes / 1024 ** 2) * patience.perMegabyte)
    await Promise.race([ended, failed])
  } catch (error) {
    if (answer.length === 0) throw error
  } finally {
    deadline.removeEventListener('abort', stop)
    socket.destroy()
  }
  return Buffer.concat(answer).toString('utf8')
}

/**
 * clamd says in the middle that it is too much, and hangs up on what it has not read. Whoever goes on writing finds the
 * line dead before the answer is read: so small pieces, and a look between them.
 */
async function* pieces(parts: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  for await (const part of parts) {
    for (let at = 0; at < part.length; at += pieceSize) {
      for (let turn = 0; turn < 2; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
      yield part.subarray(at, at + pieceSize)
    }
  }
}

function connect(address: string): net.Socket {
  if (address.startsWith('/')) return net.connect(address)
  const [, host = address, port] = /^(.*):(\d+)$/.exec(address) ?? []
  return net.connect(Number(port ?? 3310), host)
}

function lengthOf(length: number): Buffer {
  const four = Buffer.alloc(4)
  four.writeUInt32BE(length)
  return four
}

function verdictIn(answer: string): Scanned {
  const line = answer.replaceAll('\0', '').trim()
  const found = /^stream: (.+) FOUND$/.exec(line)?.[1]
  if (found) return { scan: 'found', found: found.slice(0, 100) }
  if (line === 'stream: OK') return { scan: 'clean' }
  return { scan: line.includes('size limit exceeded') ? 'too-large' : 'failed' }
}
