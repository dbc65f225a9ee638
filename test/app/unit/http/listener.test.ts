import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'

import type { Asked } from '#app/http/asked.server.ts'
import { bodyLimit } from '#app/http/body.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { listenerFor, type Answering } from '#app/http/listener.server.ts'
import { withBytes } from '#app/http/answer-body.server.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

const faults: unknown[] = []
const onError = (error: unknown) => {
  faults.push(error)
  return new Response('a fault', { status: 500 })
}

async function portOf(answer: Answering['answer'], reach: Partial<Answering> = {}): Promise<number> {
  const server = createServer(listenerFor({ answer, onError, origin: null, trustProxy: false, ...reach }))
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port // it listens at a port
}

async function ask(port: number, options: object = {}, body?: string | Buffer): Promise<IncomingMessage> {
  const sent = request({ port, host: '127.0.0.1', ...options }).end(body)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage] // as Node documents it
  return answer
}

const told = ({ url, method, address, headers }: Asked) =>
  Response.json({ url, method, address, host: headers.get('Host') })

test('what is asked is known by where it came from and what it was sent to', async () => {
  const direct = await portOf(async (asked) => told(asked))
  const spoofed = { 'x-forwarded-for': '192.0.2.9', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
  expect(JSON.parse(await text(await ask(direct, { path: '/a?b=c', headers: spoofed })))).toEqual({
    url: `http://127.0.0.1:${direct}/a?b=c`,
    method: 'GET',
    address: '127.0.0.1',
    host: `127.0.0.1:${direct}`,
  })
  const behind = await portOf(async (asked) => told(asked), { trustProxy: true })
  const proxied = { ...spoofed, 'x-forwarded-for': '[2001:db8::1]:4711' }
  expect(JSON.parse(await text(await ask(behind, { path: '/', headers: proxied })))).toMatchObject({
    url: 'https://evil.example/',
    address: '2001:db8::1',
  })
  const configured = await portOf(async (asked) => told(asked), { trustProxy: true, origin: 'https://portal.example' })
  expect(JSON.parse(await text(await ask(configured, { path: '/', headers: proxied })))).toMatchObject({
    url: 'https://portal.example/',
  })
})

test('an answer has a length, unless it has none, and the same without its body', async () => {
  const page = Buffer.from('<p>窓口</p>')
  const port = await portOf(async ({ method, url }) => {
    if (url.endsWith('/gone')) return new Response(null, { status: 204 })
    if (url.endsWith('/on')) return new Response(null, { status: 303, headers: { Location: '/' } })
    const headers = new Headers({ 'Content-Length': String(page.length), 'X-Method': method })
    headers.append('Set-Cookie', 'a=1')
    headers.append('Set-Cookie', 'b=2')
    return withBytes(new Response(null, { headers }), page)
  })
  const whole = await ask(port, { path: '/' })
  expect(whole.headers).toMatchObject({ 'content-length': '13', 'set-cookie': ['a=1', 'b=2'] })
  expect(await text(whole)).toBe('<p>窓口</p>')
  const head = await ask(port, { path: '/', method: 'HEAD' })
  expect(head.headers).toMatchObject({ 'content-length': '13', 'x-method': 'HEAD' })
  expect(await text(head)).toBe('')
  expect((await ask(port, { path: '/on' })).headers).toMatchObject({ 'content-length': '0', location: '/' })
  expect((await ask(port, { path: '/gone' })).headers).not.toHaveProperty('content-length')
})

test('a body is read to its end, and one that is too large is told so once it was sent', async () => {
  const port = await portOf(async (asked) => {
    const body = await asked.body()
    return body instanceof Refusal ? new Response(body.code, { status: 413 }) : Response.json({ length: body.length })
  })
  const post = { method: 'POST', path: '/' }
  expect(await (await ask(port, post, 'x'.repeat(bodyLimit))).toArray()).toEqual([Buffer.from('{"length":1000000}')])
  expect(await text(await ask(port, post))).toBe('{"length":0}')
  expect((await ask(port, post, 'x'.repeat(bodyLimit + 1))).statusCode).toBe(413)
})

test('who goes in the middle of a body is no fault, and a fault is told once', async () => {
  const seen: string[] = []
  const reading = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  const port = await portOf(async (asked) => {
    if (asked.method === 'GET') throw new RangeError('ours')
    reading.resolve()
    await asked.body().catch((error: unknown) => {
      seen.push(String(error))
      left.resolve()
      throw error
    })
    return new Response()
  })
  const visitor = connect(port, '127.0.0.1')
  visitor.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly this')
  await reading.promise
  visitor.destroy()
  await left.promise
  expect(seen).toEqual(['Gone'])
  const answer = await ask(port, { path: '/' })
  expect([answer.statusCode, await text(answer)]).toEqual([500, 'a fault'])
  expect(faults.map(String)).toEqual(['RangeError: ours'])
})

test('whoever is answered before all of a body came is heard again on the same connection', async () => {
  const port = await portOf(async ({ method, streamed }) => {
    if (method === 'GET') return new Response('heard')
    const part = await streamed().body?.getReader().read()
    return new Response('refused', { status: part?.value ? 401 : 400 })
  })
  const visitor = connect(port, '127.0.0.1')
  const size = 8 * 1024 * 1024
  visitor.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`)
  visitor.write(Buffer.alloc(size))
  visitor.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  const said = await text(visitor)
  expect(said.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 200'])
  expect(said).toContain('heard')
})

test('a fault is told also when nobody waits for the answer any more', async () => {
  const [asked, heard] = [Promise.withResolvers<void>(), Promise.withResolvers<unknown>()]
  const port = await portOf(
    async ({ streamed }) => {
      asked.resolve()
      await once(streamed().signal, 'abort')
      throw new RangeError('ours')
    },
    {
      onError: (error) => {
        heard.resolve(error)
        return new Response()
      },
    },
  )
  const visitor = connect(port, '127.0.0.1')
  visitor.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await asked.promise
  visitor.destroy()
  expect(await heard.promise).toEqual(new RangeError('ours'))
})

test('a stream that breaks ends the connection, so that nobody takes a part for the whole', async () => {
  const port = await portOf(async () => {
    let part = 0
    return new Response(
      new ReadableStream({
        pull(stream) {
          if (part++ === 0) stream.enqueue(Buffer.from('the first part'))
          else stream.error(new Error('the disk'))
        },
      }),
    )
  })
  await expect(ask(port, { path: '/' }).then(text)).rejects.toThrow(/aborted|hang up/)
})
