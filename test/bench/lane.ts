/**
 * One kept-alive connection that asks and reads, and does no more than that: a client that does everything takes processor
 * time from what is measured beside it. It knows the answers of the portal: a length, or pieces that end with an empty one.
 */
import net from 'node:net'
import type { Answered, Ask } from './load.ts'

export interface Lane {
  ask(one: Ask): Promise<Answered>
  end(): void
}

interface Pending {
  resolve: (answered: Answered) => void
  reject: (error: Error) => void
}

export function openLane(origin: string): Lane {
  const { hostname, port, host } = new URL(origin)
  let socket: net.Socket | undefined
  let pending: Pending | undefined
  let read: Buffer = Buffer.alloc(0)

  const settle = (outcome: Answered | Error) => {
    const { resolve, reject } = pending ?? {}
    pending = undefined
    read = Buffer.alloc(0)
    if (outcome instanceof Error) reject?.(outcome)
    else resolve?.(outcome)
  }
  const connect = (): net.Socket => {
    const opened = net.connect({ host: hostname, port: Number(port), noDelay: true })
    opened.on('data', (chunk: Buffer) => {
      read = read.length === 0 ? chunk : Buffer.concat([read, chunk])
      const answered = answerIn(read)
      if (answered) settle(answered)
    })
    opened.on('error', settle)
    opened.on('close', () => {
      if (socket === opened) socket = undefined
      if (pending) settle(new Error('the connection was closed'))
    })
    return opened
  }
  return {
    ask: (one) =>
      new Promise((resolve, reject) => {
        pending = { resolve, reject }
        socket ??= connect()
        socket.write(requestOf(one, host))
      }),
    end: () => socket?.destroy(),
  }
}

function requestOf({ method, path, headers, body }: Ask, host: string): string {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body ?? '') }
  const all = { Host: host, Connection: 'keep-alive', ...(body === undefined ? {} : form), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`
}

/** The whole answer, or null as long as some of it is still to come. */
function answerIn(read: Buffer): Answered | null {
  const end = read.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [first = '', ...lines] = read.toString('latin1', 0, end).split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  const status = Number(first.split(' ')[1])
  const body = read.subarray(end + 4)
  const length = headers['content-length'] ?? (status === 204 || status === 304 ? '0' : undefined)
  const isWhole = length === undefined ? body.subarray(-5).equals(lastPiece) : body.length >= Number(length)
  return isWhole ? { status, headers, body } : null
}

const lastPiece = Buffer.from('0\r\n\r\n')
