/** Sends bytes to a connection of their own, and says what is wrong with what comes back. */
import net from 'node:net'

import type { HostileRequest } from './hostile-requests.ts'

/** What an answer must never show. */
const leaks =
  /(\bat\s+\S+\s*\(?(?:file:|node:|\/)\S+:\d+)|node_modules\/\S+:\d|\/tmp\/|\/work\/|SQLSTATE|syntax error at|postgres|graphile|\bENOENT\b|\bECONN|TypeError|ReferenceError|RangeError|X-Secret: shown/i

const protecting = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'cross-origin-opener-policy',
]

/** Null: the portal stood it. `patience` in ms. */
export async function problemWith(port: number, { bytes }: HostileRequest, patience: number): Promise<string | null> {
  const { text, closed } = await exchange(port, bytes, patience)
  if (!closed) return `neither answered nor closed in ${patience} ms`
  if (text === '') return null // cut off
  const [head = ''] = text.split('\r\n\r\n')
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(head) ?? []
  if (!status) return `no answer of HTTP: ${JSON.stringify(text.slice(0, 80))}`
  if (Number(status) >= 500) return `answered ${status}`
  if (leaks.test(text)) return `shows ${leaks.exec(text)?.[0]}`
  const location = /^location: (.*)$/im.exec(head)?.[1] ?? '/'
  if (!/^\/(?![/\\])/.test(location.replace(/^http:\/\/127\.0\.0\.1(:\d+)?/, ''))) return `leads to ${location}`
  const missing = status === '100' ? [] : protecting.filter((name) => !head.toLowerCase().includes(`\r\n${name}: `))
  return missing.length > 0 ? `answered ${status} without ${missing.join(', ')}` : null
}

function exchange(port: number, bytes: Buffer, patience: number): Promise<{ text: string; closed: boolean }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = net.connect(port, '127.0.0.1')
    const done = (closed: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ text: Buffer.concat(chunks).toString('latin1'), closed })
    }
    const timer = setTimeout(() => done(false), patience)
    socket.on('connect', () => socket.end(bytes))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('close', () => done(true))
    socket.on('error', () => {}) // closed comes after it
  })
}
