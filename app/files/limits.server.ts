import { RateLimiterMemory } from 'rate-limiter-flexible'

import { count } from '#app/http/count.server.ts'
import { Refusal } from '#app/http/refusal.ts'

/** Each process counts for itself; how much may lie on the disk is another matter (see begin-file). */
const minutes = 60
const limiters = {
  begin: new RateLimiterMemory({ keyPrefix: 'begin', points: 120, duration: 10 * minutes }),
  part: new RateLimiterMemory({ keyPrefix: 'part', points: 6_000, duration: 10 * minutes }),
  take: new RateLimiterMemory({ keyPrefix: 'take', points: 300, duration: 10 * minutes }),
}

/** Counts one act of one report, or of one officer. Throws tooMany with the time to wait. */
export async function countAct(act: keyof typeof limiters, who: string): Promise<void> {
  const { wait } = await count(limiters[act], who)
  if (wait > 0) throw new Refusal('tooMany', { retryAfter: wait })
}
