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
const patience = { answer: 5_000, whole: 60_000 }

/** `host:port`, or the path of a Unix socket. A scanner that is away, slow or confused has not scanned. */
export function clamd(address: string): Scanner {
  return async (bytes, parts) => {
    if (bytes > most) return { scan: 'too-large' }
    const deadline = AbortSignal.timeout(patience.whole)
    try {
      return verdictIn(await ask(address, parts, deadline))
    } catch {
      return { scan: 'failed' }
    }
  }
}

/** INSTREAM: pieces with their length before them, an empty one at the end, then one line comes back. */
async function ask(address: string, parts: AsyncIterable<Buffer>, deadline: AbortSignal): Promise<string> {
  const socket = connect(address)
  const stop = () => socket.destroy(new Error('the scanner takes too long'))
  deadline.addEventListener('abort', stop)
  socket.setTimeout(patience.answer, stop)
  const answer: Buffer[] = []
  socket.on('data', (piece) => answer.push(Buffer.from(piece)))
  const ended = once(socket, 'close')
  const failed = new Promise<never>((_, reject) => socket.once('error', reject))
  for (const one of [ended, failed]) one.catch(() => {}) // whichever is not waited for any more
  const send = (piece: Uint8Array) => socket.write(piece) || Promise.race([once(socket, 'drain'), failed])
  try {
    await Promise.race([once(socket, 'connect'), failed])
    await send(Buffer.from('zINSTREAM\0'))
    for await (const part of parts) {
      await send(lengthOf(part.length))
      await send(part)
    }
    await send(lengthOf(0))
    await Promise.race([ended, failed])
    return Buffer.concat(answer).toString('utf8')
  } finally {
    deadline.removeEventListener('abort', stop)
    socket.destroy()
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
