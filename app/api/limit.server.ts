/** How often one address, or one program, may ask; told in the headers of the RateLimit draft of the IETF. */
import { RateLimiterMemory } from 'rate-limiter-flexible'

import { count } from '#app/http/count.server.ts'
import { networkOf } from '#app/http/network.ts'

import { ApiProblem } from './problem.server.ts'

/** Asking without a name stores nothing; a whole report costs some milliseconds. */
export const mostUnnamed = 120
/** Bytes that one of them may send: more counts as several, as it takes as long. */
export const sizeUnnamed = 50_000
const seconds = 60

/** Each process counts for itself. One limiter for each limit that is in use. */
const limiters = new Map<number, RateLimiterMemory>()

/** The same for who shows no credentials: by network, and by what was sent. */
export const countUnnamed = (address: string, bytes: number): Promise<Record<string, string>> =>
  countCall(networkOf(address), mostUnnamed, 1 + Math.floor(bytes / sizeUnnamed))

/** Counts one request and returns the headers that say what is left. Throws tooMany when it was one too many. */
export async function countCall(who: string, most: number, points = 1): Promise<Record<string, string>> {
  const limiter = limiters.get(most) ?? new RateLimiterMemory({ points: most, duration: seconds })
  limiters.set(most, limiter)
  const { wait, reset, left } = await count(limiter, who, points)
  const headers = {
    'RateLimit-Policy': `"default";q=${most};w=${seconds}`,
    RateLimit: `"default";r=${left};t=${reset}`,
  }
  if (wait > 0) throw new ApiProblem('tooMany', { headers: { ...headers, 'Retry-After': String(wait) } })
  return headers
}
