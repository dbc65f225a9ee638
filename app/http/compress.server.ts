import zlib from 'node:zlib'

export type Encoding = 'br' | 'gzip'

/** The fastest brotli is as small as gzip at three times the cost; a window larger than a page only takes memory. */
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = zlib.constants
const brotli = { params: { [BROTLI_PARAM_QUALITY]: 1, [BROTLI_PARAM_LGWIN]: 18 } }

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

/** The answer, compressed when it is text that is worth it. Pages are whole strings, so this needs no stream. */
export async function compressed(response: Response, accepted: string | null): Promise<Response> {
  const { headers, status, statusText } = response
  const type = headers.get('Content-Type') ?? ''
  const encoding = encodingFor(accepted)
  if (!response.body || !encoding || !compressible.test(type) || headers.has('Content-Encoding')) return response

  const body = Buffer.from(await response.arrayBuffer())
  headers.append('Vary', 'Accept-Encoding')
  if (body.length < 1_000) return new Response(body, { status, statusText, headers })
  headers.set('Content-Encoding', encoding)
  headers.delete('Content-Length')
  return new Response(encode(body, encoding), { status, statusText, headers })
}

export function encode(body: Uint8Array, encoding: Encoding): Uint8Array<ArrayBuffer> {
  return encoding === 'br' ? zlib.brotliCompressSync(body, brotli) : zlib.gzipSync(body, { level: 5 })
}
