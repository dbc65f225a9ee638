/** How often one address, or one program, may ask; told in the headers of the RateLimit draft of the IETF. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { ApiProblem } from './problem.server.ts'

/** Asking without a name stores nothing and costs a millisecond. */
export const mostUnnamed = 120
const seconds = 60

/** Each process counts for itself. One limiter for each limit that is in use. */
const limiters = new Map<number, RateLimiterMemory>()

/** Counts one request and returns the headers that say what is left. Throws tooMany when it was one too many. */
export async function countCall(who: string, most: number): Promise<Record<string, string>> {
  const limiter = limiters.get(most) ?? new RateLimiterMemory({ points: most, duration: seconds })
  limiters.set(most, limiter)
  const counted = await limiter.consume(who).catch((over: unknown) => {
    if (over instanceof RateLimiterRes) return over
    throw over
  })
  const reset = String(Math.ceil(counted.msBeforeNext / 1000))
  const headers = {
    'RateLimit-Policy': `"default";q=${most};w=${seconds}`,
    RateLimit: `"default";r=${counted.remainingPoints};t=${reset}`,
  }
  if (counted.consumedPoints > most) throw new ApiProblem('tooMany', { headers: { ...headers, 'Retry-After': reset } })
  return headers
}
