/** What is made of what a scanner says and does. */
import { once } from 'node:events'
import net from 'node:net'

import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

import { clamd } from '#app/files/clamd.server.ts'
import { openScanner } from '#test/support/scanner.ts'

const part = 256 * 1024

async function scannerThat(says: (stream: Buffer, isWhole: boolean) => string | null) {
  const scanner = await openScanner(says)
  onTestFinished(() => scanner.stop())
  return clamd(scanner.address)
}

async function* parts(count: number) {
  for (let made = 0; made < count; made += 1) yield Buffer.alloc(part, 'a')
}

test.each([
  ['that it is clean', 'stream: OK', { scan: 'clean' }],
  ['what it found', 'stream: Win.Test.EICAR_HDB-1 FOUND', { scan: 'found', found: 'Win.Test.EICAR_HDB-1' }],
  ['something that is not known', 'stream: Can’t allocate memory ERROR', { scan: 'failed' }],
  ['nothing at all', '', { scan: 'failed' }],
])('a scanner that says %s is taken at its word', async (_, says, verdict) => {
  const scan = await scannerThat((_stream, isWhole) => (isWhole ? says : null))
  expect(await scan(part, parts(1))).toEqual(verdict)
})

test('a scanner that has enough in the middle says "too large", and not that it is broken', async () => {
  const scan = await scannerThat(({ length }) => (length > part ? 'INSTREAM size limit exceeded. ERROR' : null))
  expect(await scan(40 * part, parts(40))).toEqual({ scan: 'too-large' })
})

test('more than any scanner takes is not sent, and one that is away has not scanned', async () => {
  expect(await clamd('/nowhere/clamd.sock')(101 * 1024 ** 2, parts(1))).toEqual({ scan: 'too-large' })
  expect(await clamd('/nowhere/clamd.sock')(part, parts(1))).toEqual({ scan: 'failed' })
})

test('a scanner that takes the line and says nothing has not scanned, soon, whether it listens or not', async () => {
  const impatient = { answer: 150, perMegabyte: 10, whole: 2_000 }
  const listens = await openScanner(() => null)
  const deaf = net.createServer((socket) => void socket.on('error', () => {}).pause()).listen(0, '127.0.0.1')
  onTestFinished(async () => {
    await listens.stop()
    deaf.close()
  })
  await once(deaf, 'listening')
  const { port } = z.object({ port: z.number() }).parse(deaf.address())
  const begun = performance.now()
  expect(await clamd(listens.address, impatient)(2 * part, parts(2))).toEqual({ scan: 'failed' })
  expect(listens.heard().length, 'it was sent the whole').toBeGreaterThan(2 * part)
  expect(await clamd(`127.0.0.1:${port}`, impatient)(80 * part, parts(80))).toEqual({ scan: 'failed' })
  expect(performance.now() - begun).toBeLessThan(2 * impatient.whole)
})
