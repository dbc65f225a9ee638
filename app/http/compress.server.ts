import zlib from 'node:zlib'

import { scratchOf } from '#db/sealing/scratch.server.ts'

import { textIn, withBytes } from './answer-body.server.ts'

export type Encoding = 'br' | 'gzip'

/** The fastest brotli is as small as gzip at three times the cost; a window larger than a page only takes memory. */
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = zlib.constants
const brotli = { params: { [BROTLI_PARAM_QUALITY]: 1, [BROTLI_PARAM_LGWIN]: 18 }, info: true }
const gzip = { level: 5, info: true }

/** Text that pays to compress. Never event streams: they must leave at once. */
const compressible = /^(text\/(html|css|plain|javascript)|application\/(json|javascript|problem\+json)|image\/svg)/

/** The best encoding that the visitor accepts. */
export function encodingFor(accepted: string | null): Encoding | null {
  const offers = (accepted ?? '')
    .toLowerCase()
    .split(',')
    .map((offer) => offer.trim())
  const accepts = (name: string) => offers.some((offer) => offer.startsWith(name) && !/;\s*q=0(\.0*)?$/.test(offer))
  if (accepts('br')) return 'br'
  return accepts('gzip') ? 'gzip' : null
}

/** The answer with what is sent of its page, compressed when it is text that is worth it. */
export async function compressed(response: Response, accepted: string | null): Promise<Response> {
  const { headers, status, statusText } = response
  const page = textIn(response)
  const isText = compressible.test(headers.get('Content-Type') ?? '') && !headers.has('Content-Encoding')
  const encoding = isText ? encodingFor(accepted) : null
  if (page === undefined && (!response.body || !encoding)) return response

  const plain = page === undefined ? Buffer.from(await response.arrayBuffer()) : bytesOf(page)
  const pays = encoding !== null && plain.length >= 1_000
  const body = pays ? encode(plain, encoding) : Buffer.from(plain)
  if (encoding) headers.append('Vary', 'Accept-Encoding')
  if (pays) headers.set('Content-Encoding', encoding)
  headers.set('Content-Length', String(body.length)) // else it is sent in pieces, and the last piece is a packet more
  return withBytes(page === undefined ? new Response(null, { status, statusText, headers }) : response, body)
}

const bytesOf = scratchOf(256 * 1024)

export function encode(body: Uint8Array, encoding: Encoding): Uint8Array<ArrayBuffer> {
  const made = encoding === 'br' ? zlib.brotliCompressSync(body, brotli) : zlib.gzipSync(body, gzip)
  const { buffer, engine } = made as unknown as Compressed // what `info` gives, which the types do not know
  Reflect.set(engine, '_outBuffer', undefined)
  return buffer
}

/** The engine of a call stays until the whole heap is looked through (055); what it wrote into need not. */
interface Compressed {
  buffer: Uint8Array<ArrayBuffer>
  engine: object
}
