/** How often one address may ask, told to programs in the headers of the RateLimit draft of the IETF. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { problemAnswer } from './answer.server.ts'
import type { Language } from '#app/i18n/language.ts'

/** Asking costs a millisecond and stores nothing, so each process counts for itself. */
const most = 120
const seconds = 60
const limiter = new RateLimiterMemory({ points: most, duration: seconds })

export type Allowance = { headers: Record<string, string>; refused: Response | null }

/** Counts one request of this address. `refused` is the answer to give when it was one too many. */
export async function allow(address: string, language: Language): Promise<Allowance> {
  const counted = await limiter.consume(address).catch((over: unknown) => {
    if (over instanceof RateLimiterRes) return over
    throw over
  })
  const reset = String(Math.ceil(counted.msBeforeNext / 1000))
  const headers = {
    'RateLimit-Policy': `"default";q=${most};w=${seconds}`,
    RateLimit: `"default";r=${counted.remainingPoints};t=${reset}`,
  }
  const isOver = counted.consumedPoints > most
  const refused = isOver
    ? problemAnswer(language, { status: 429, code: 'tooMany', headers: { ...headers, 'Retry-After': reset } })
    : null
  return { headers, refused }
}
