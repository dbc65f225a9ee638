import type { Asked } from './asked.server.ts'
import { patience } from './body.server.ts'
import { Refusal } from './refusal.ts'

const forms = /^(application\/x-www-form-urlencoded|multipart\/form-data; *boundary=\S+|application\/json)/i
const known = new Set(['GET', 'HEAD', 'POST'])
/** Programs are told by each address what it takes. */
const knownToPrograms = new Set([...known, 'PATCH', 'PUT', 'DELETE', 'OPTIONS'])

/** The programs' own addresses. They judge what kind of content they are sent, and answer in their own way. */
export const isForPrograms = (url: string): boolean => new URL(url).pathname.startsWith('/api/v1/')

/** What is turned away before any route runs. Null lets the visitor in. */
export function refuseAtDoor(request: Pick<Asked, 'url' | 'method' | 'headers'>, origin: string): Refusal | null {
  const forPrograms = isForPrograms(request.url)
  if (!(forPrograms ? knownToPrograms : known).has(request.method)) return new Refusal('methodNotAllowed')
  if (request.method === 'GET' || request.method === 'HEAD') return null
  if (isCrossSite(request.headers, origin)) return new Refusal('crossSite')
  if (takesBytes(request.url)) return null
  if (Number(request.headers.get('Content-Length')) > patience) return new Refusal('tooLarge')
  const type = request.headers.get('Content-Type')
  return forPrograms || type === null || forms.test(type) ? null : new Refusal('badForm')
}

/** The addresses that read their own body as it comes, once they know who sends it: see app/files, app/mandates. */
export const takesBytes = (url: string): boolean => fits(url, reading)

/** Those, and what is answered for as long as the visitor stays. */
export const isStreamed = (url: string): boolean => fits(url, streamed)

const reading = [
  /^\/reports\/[^/]+\/files(\/[0-9a-f-]{36}\/parts\/\d{1,6})?$/,
  /^\/(reports|organisations)\/[^/]+\/mandates\/[0-9a-f-]{36}\/evidence$/,
]

const streamed = [...reading, /^\/desk\/live$/]

function fits(url: string, addresses: readonly RegExp[]): boolean {
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? ''
  return addresses.some((address) => address.test(path))
}

/** Fetch Metadata first; where a browser sends none, the Origin must be ours. Programs without both are not browsers. */
function isCrossSite(headers: Headers, origin: string): boolean {
  const site = headers.get('Sec-Fetch-Site')
  if (site && site !== 'same-origin' && site !== 'none') return true
  const from = headers.get('Origin')
  return from !== null && from !== origin
}
