/** What a scanner can do, done by a socket that speaks as clamd does. The real one was tried by hand: decision 044. */
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

import { clamd } from '#app/files/clamd.server.ts'

const part = 256 * 1024

/** A scanner that hears so many bytes and then says this; null: it hangs up without a word. */
async function scannerThat(says: string | null, afterBytes = 0): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clamd-'))
  const server = net.createServer((socket) => {
    let heard = 0
    socket.on('error', () => {})
    socket.on('data', (piece: Buffer) => {
      heard += piece.length
      const isWhole = piece.subarray(-4).equals(Buffer.alloc(4))
      if (says === null) return socket.destroy()
      if (isWhole || (afterBytes > 0 && heard > afterBytes)) socket.end(`${says}\0`, () => socket.destroy())
    })
  })
  const address = path.join(folder, 'clamd.sock')
  await new Promise<void>((resolve) => void server.listen(address, resolve))
  onTestFinished(async () => {
    server.close()
    await rm(folder, { recursive: true })
  })
  return address
}

async function* parts(count: number) {
  for (let made = 0; made < count; made += 1) yield Buffer.alloc(part, 'a')
}

test.each([
  ['clean', 'stream: OK', { scan: 'clean' }],
  ['something', 'stream: Win.Test.EICAR_HDB-1 FOUND', { scan: 'found', found: 'Win.Test.EICAR_HDB-1' }],
  ['nothing that is known', 'stream: Can’t allocate memory ERROR', { scan: 'failed' }],
  ['nothing at all', null, { scan: 'failed' }],
])('a scanner that says %s is taken at its word', async (_, says, verdict) => {
  expect(await clamd(await scannerThat(says))(part, parts(1))).toEqual(verdict)
})

test('a scanner that has enough in the middle says "too large", and not that it is broken', async () => {
  const scan = clamd(await scannerThat('INSTREAM size limit exceeded. ERROR', part))
  expect(await scan(40 * part, parts(40))).toEqual({ scan: 'too-large' })
})

test('more than any scanner takes is not sent, and one that is away has not scanned', async () => {
  expect(await clamd('/nowhere/clamd.sock')(101 * 1024 ** 2, parts(1))).toEqual({ scan: 'too-large' })
  expect(await clamd('/nowhere/clamd.sock')(part, parts(1))).toEqual({ scan: 'failed' })
})
