/**
 * Asks a server that somebody else named, without becoming a way into the network behind the portal: https to public
 * addresses only. A name is looked up once; every address that it has is checked, and the connection goes to one of
 * those, so a name that changes its mind in between gains nothing. Redirects are not followed.
 */
import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { Resolver } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'

import { isLoopback, isPublicAddress } from './public-address.ts'
import { hostOf, publicUrl } from './public-url.ts'

export type AskProblem =
  /** Not https, or not a public address. */
  | 'address'
  /** The name has no address. */
  | 'name'
  | 'timeout'
  /** The certificate is not good. */
  | 'certificate'
  | 'connection'
  /** It says more than it has reason to. */
  | 'too-large'

/** Why nobody could be asked. Its text holds no address: it may end in a log. */
export class AskFailed extends Error {
  readonly problem: AskProblem

  constructor(problem: AskProblem) {
    super(`not asked: ${problem}`)
    this.name = 'AskFailed'
    this.problem = problem
  }
}

export interface Question {
  method?: string
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** For everything together, in ms. */
  timeout?: number
  /** Bytes of the answer that are read at most. */
  most?: number
  /** Longer answers are cut off instead of being a failure. */
  cut?: boolean
}

export interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
}

export type Ask = (url: string, question?: Question) => Promise<Answer>
/** The addresses of a name. */
export type Resolve = (name: string) => Promise<string[]>

/** `demo` lets it ask this very machine. */
export function openAsk({ demo, resolve = resolvePublic }: { demo: boolean; resolve?: Resolve }): Ask {
  const agents = { 'http:': new http.Agent(keeping), 'https:': new https.Agent(keeping) }
  return async (address, question = {}) => {
    const url = publicUrl(address, demo)
    if (!url) throw new AskFailed('address')
    const { protocol } = url
    const client = protocol === 'http:' ? http : https
    const agent = protocol === 'http:' ? agents['http:'] : agents['https:']
    return answerOf(client, url, { agent, lookup: checkedLookup(demo, resolve) }, question)
  }
}

const keeping = { keepAlive: true, maxSockets: 4, maxFreeSockets: 1, timeout: 30_000, maxTotalSockets: 200 }

type Way = Pick<https.RequestOptions, 'agent' | 'lookup'>

function answerOf(client: typeof http | typeof https, url: URL, way: Way, question: Question): Promise<Answer> {
  const { method = 'GET', headers = {}, body, timeout = 15_000, most = 64_000, cut = false } = question
  const signal = AbortSignal.timeout(timeout)
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const fail = (error: unknown) => reject(failureOf(error, signal))
  const asked = client.request(url, { ...way, method, headers: { ...headers, ...length }, signal }, (response) => {
    const chunks: Buffer[] = []
    let size = 0
    const done = () => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
    }
    response.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= most) return chunks.push(chunk)
      asked.destroy()
      return cut ? done() : reject(new AskFailed('too-large'))
    })
    response.on('end', done)
    response.on('error', fail)
    response.on('close', () => fail(new Error('closed')))
  })
  asked.on('error', fail)
  asked.end(body)
  return promise
}

function failureOf(error: unknown, signal: AbortSignal): AskFailed {
  if (error instanceof AskFailed) return error
  if (signal.aborted) return new AskFailed('timeout')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/CERT|^ERR_TLS|^ERR_SSL|^EPROTO|SELF_SIGNED|UNABLE_TO/.test(code)) return new AskFailed('certificate')
  return new AskFailed('connection')
}

/** What a connection asks for its addresses. Node does not ask it about addresses; these were checked before. */
function checkedLookup(demo: boolean, resolve: Resolve): LookupFunction {
  return (name, options, answer) => {
    if (demo && name === 'localhost') return systemLookup(name, options, answer)
    resolve(name).then(
      (addresses) => {
        if (addresses.length === 0) return answer(new AskFailed('name'), '')
        if (!addresses.every((address) => mayAsk(address, demo))) return answer(new AskFailed('address'), '')
        const known: LookupAddress[] = addresses.map((address) => ({ address, family: isIP(address) }))
        return options.all ? answer(null, known) : answer(null, known[0]?.address ?? '', known[0]?.family)
      },
      () => answer(new AskFailed('name'), ''),
    )
  }
}

const mayAsk = (address: string, demo: boolean) => isPublicAddress(address) || (demo && isLoopback(address))

/** Asked of the name servers directly: the system's own way takes one of four threads, for as long as a server is silent. */
async function resolvePublic(name: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
}

/** The host of an address, for showing which server is meant without its path, which may hold a token. */
export const hostIn = (url: string): string => (URL.canParse(url) ? hostOf(new URL(url)) : '')
