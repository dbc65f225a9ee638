/** A small load generator over kept-alive connections. It costs little, as it shares the machine with what it measures. */
import http from 'node:http'
import { openLane } from './lane.ts'

export interface Ask {
  method: 'GET' | 'POST'
  path: string
  headers?: Readonly<Record<string, string>>
  body?: string
}

export interface Answered {
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
}

export interface Load {
  origin: string
  concurrent: number
  asks: readonly Ask[]
  /** Is this the answer that counts? Anything else is a failure. */
  accepts: (answered: Answered) => boolean
}

export interface Measured {
  count: number
  failures: number
  /** The first thing that went wrong, for whoever has to find out why. */
  firstFailure: string | null
  seconds: number
  perSecond: number
  /** Latencies in milliseconds. */
  p50: number
  p99: number
  longest: number
}

export const isFine = ({ status }: Pick<Answered, 'status'>): boolean => status === 200

/** Sends every ask once, so many at a time; a failure is counted and not repeated. */
export async function measureLoad({ origin, concurrent, asks, accepts }: Load): Promise<Measured> {
  const latencies: number[] = []
  const failures: string[] = []
  const begun = performance.now()
  let next = 0
  const lane = async () => {
    const { ask: asking, end } = openLane(origin)
    for (let one = asks[next++]; one; one = asks[next++]) {
      const sent = performance.now()
      const failure = await asking(one).then(
        (answered) => (accepts(answered) ? null : `${answered.status} ${answered.body.subarray(0, 300).toString()}`),
        (error: Error) => error.message,
      )
      latencies.push(performance.now() - sent)
      if (failure !== null) failures.push(failure)
    }
    end()
  }
  await Promise.all(Array.from({ length: concurrent }, lane))
  return summary(latencies, failures, (performance.now() - begun) / 1000)
}

/** One request, its answer read whole; redirects are not followed. */
export function ask(origin: string, { method, path, headers, body }: Ask): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const form = body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
    const request = http.request(new URL(path, origin), { method, headers: { ...form, ...length, ...headers } })
    request.once('error', reject)
    request.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
      })
    })
    request.end(body)
  })
}

export function summary(latencies: readonly number[], failures: readonly string[], seconds: number): Measured {
  const sorted = latencies.toSorted((a, b) => a - b)
  const quantile = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN
  return {
    count: sorted.length,
    failures: failures.length,
    firstFailure: failures[0] ?? null,
    seconds,
    perSecond: sorted.length / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    longest: quantile(1),
  }
}
