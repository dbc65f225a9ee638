/** The portal asks servers that other people name, and cannot be made to ask those behind it. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { openAsk, type Resolve } from '#app/outbound/ask.server.ts'
import { isPublicAddress } from '#app/outbound/public-address.ts'
import { publicUrl } from '#app/outbound/public-url.ts'

const heard: string[] = []
let answer: http.RequestListener = (_, response) => response.end('ok')
const inside = http.createServer((request, response) => {
  heard.push(request.url ?? '')
  answer(request, response)
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done))
  port = (inside.address() as AddressInfo).port // a TCP server has one
})
afterAll(() => inside.close())

test.each([
  'http://example.jp/',
  'ftp://example.jp/',
  'file:///etc/passwd',
  'gopher://example.jp/',
  'data:text/plain,x',
  'javascript:alert(1)',
  'https://user:pass@example.jp/',
  'https://user@example.jp/',
  'https://localhost/',
  'https://localhost.:8443/',
  'https://LOCALHOST/',
  'https://sub.localhost/',
  'https://db/',
  'https://metadata.google.internal/computeMetadata/v1/',
  'https://portal.local/',
  'https://router.lan/',
  'https://nas.home.arpa/',
  'https://printer.intranet/',
  'https://x.onion/',
  'https://x.test/',
  'https://127.0.0.1/',
  'https://127.0.0.1:5432/',
  'https://127.1/',
  'https://127.255.255.254/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://0/',
  'https://0.0.0.0/',
  'https://0.1.2.3/',
  'https://10.0.0.1/',
  'https://100.64.0.1/',
  'https://100.127.255.255/',
  'https://169.254.169.254/latest/meta-data/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.0.0.192/',
  'https://192.0.2.1/',
  'https://192.168.1.1/',
  'https://198.18.0.1/',
  'https://198.51.100.7/',
  'https://203.0.113.9/',
  'https://224.0.0.1/',
  'https://239.255.255.250/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://168.63.129.16/',
  'https://１２７.０.０.１/',
  'https://①②⑦.0.0.1/',
  'https://127。0。0。1/',
  'https://[::]/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[100::1]/',
  'https://[2001::1]/',
  'https://[2001:db8::1]/',
  'https://[2002:7f00:1::]/',
  'https://[2002:a00:1::1]/',
  'https://[3fff::1]/',
  'https://[5f00::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://[fe80::1%25eth0]/',
  'https://[fec0::1]/',
  'https://[ff02::1]/',
  'https:///etc/passwd',
  'https://',
  '//example.jp/',
  '/path',
  '',
  `https://example.jp/${'x'.repeat(2_000)}`,
])('%s is not asked', async (url) => {
  expect(publicUrl(url, false)).toBeNull()
  await expect(openAsk({ demo: false })(url)).rejects.toMatchObject({ problem: 'address' })
})

test.each([
  'https://example.jp/hook',
  'https://8.8.8.8/',
  'https://[2606:4700::1111]/',
  'https://日本語.example.jp:8443/',
])('%s is public', (url) => expect(publicUrl(url, false)).not.toBeNull())

test('a demo asks its own machine, and nobody else behind it', async () => {
  const ask = openAsk({ demo: true })
  expect((await ask(`http://127.0.0.1:${port}/demo`)).body.toString()).toBe('ok')
  expect((await ask(`http://localhost:${port}/demo`)).status).toBe(200)
  for (const url of ['http://127.0.0.2/', 'http://10.0.0.1/', 'https://169.254.169.254/', 'http://example.jp/']) {
    expect(publicUrl(url, true)).toBeNull()
  }
})

/** A name whose server says something else each time. */
const resolving = (...answers: string[][]): Resolve & { asked: number } => {
  const resolve = Object.assign(async () => answers[Math.min(resolve.asked++, answers.length - 1)] ?? [], { asked: 0 })
  return resolve
}

test.each([
  [['127.0.0.1'], 'address'],
  [['93.184.216.34', '10.0.0.1'], 'address'],
  [['2606:2800:220:1::1', '::1'], 'address'],
  [['::ffff:127.0.0.1'], 'address'],
  [['169.254.169.254'], 'address'],
  [[], 'name'],
])('a public name that means %j is not asked', async (addresses, problem) => {
  heard.length = 0
  const ask = openAsk({ demo: false, resolve: resolving(addresses) })
  await expect(ask(`https://rebind.example.jp:${port}/`)).rejects.toMatchObject({ problem })
  expect(heard).toEqual([])
})

test('a name that changes between the check and the connection gains nothing: it is looked up once', async () => {
  const resolve = resolving(['93.184.216.34'], ['127.0.0.1'])
  const ask = openAsk({ demo: false, resolve })
  heard.length = 0
  await expect(ask(`https://rebind.example.jp:${port}/`, { timeout: 300 })).rejects.toThrow()
  expect(resolve.asked).toBe(1)
  expect(heard).toEqual([])
})

test('redirects are an answer and no way on', async () => {
  answer = (_, response) => response.writeHead(302, { Location: `http://127.0.0.1:${port}/secret` }).end()
  heard.length = 0
  expect((await openAsk({ demo: true })(`http://127.0.0.1:${port}/first`)).status).toBe(302)
  expect(heard).toEqual(['/first'])
})

test('a server that is silent, or never stops talking, costs a bounded time and memory', async () => {
  const ask = openAsk({ demo: true })
  answer = () => {}
  await expect(ask(`http://127.0.0.1:${port}/`, { timeout: 200 })).rejects.toMatchObject({ problem: 'timeout' })
  answer = (_, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('x'.repeat(10_000)), 1)
    response.on('close', () => clearInterval(timer))
  }
  await expect(ask(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ problem: 'too-large' })
  const cut = await ask(`http://127.0.0.1:${port}/`, { most: 50_000, cut: true })
  expect(cut.status).toBe(200)
  expect(cut.body.length).toBeLessThanOrEqual(50_000)
  answer = (_, response) => response.destroy()
  await expect(ask(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ problem: 'connection' })
})

test('addresses are public or not, whichever way they are written', () => {
  expect(['1.1.1.1', '93.184.216.34', '2606:4700::1111', '2a00::1'].every(isPublicAddress)).toBe(true)
  expect(['', 'x', '1.1.1', '::1', '0.0.0.0', '100.64.0.0', '::ffff:1.1.1.1', 'ff0e::1'].some(isPublicAddress)).toBe(
    false,
  )
})
