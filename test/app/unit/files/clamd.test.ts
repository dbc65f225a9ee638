/** What is made of what a scanner says and does. */
import { expect, onTestFinished, test } from 'vitest'

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
