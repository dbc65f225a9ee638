import zlib, { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compressed } from '#app/http/compress.server.ts'
import { bytesIn, textAnswer } from '#app/http/answer-body.server.ts'

const html = { 'Content-Type': 'text/html; charset=utf-8' }
const pages = ['報告'.repeat(600), 'a', '', `${'長い'.repeat(100_000)}終`, '短い'.repeat(700)]
const bytesOf = (answer: Response) => Buffer.from(bytesIn(answer) ?? [])
const sent = (page: string, accepted: string | null) => compressed(textAnswer(page, 200, new Headers(html)), accepted)

test('each page is sent as it was drawn, whatever is drawn before the one before it was read', async () => {
  const plain = await Promise.all(pages.map((page) => sent(page, null)))
  expect(plain.map((answer) => bytesOf(answer).toString())).toEqual(pages)

  const packed = await Promise.all(pages.map((page) => sent(page, 'br')))
  const read = packed.map((answer) => {
    const bytes = bytesOf(answer)
    return (answer.headers.has('Content-Encoding') ? brotliDecompressSync(bytes) : bytes).toString()
  })
  expect(read).toEqual(pages)
})

test('what a compression wrote into still has the name in Node under which it is let go of', () => {
  const made: unknown = zlib.brotliCompressSync('窓口', { info: true })
  expect(made).toMatchObject({ engine: { _outBuffer: expect.any(Buffer) } })
})
