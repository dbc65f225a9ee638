import { RateLimiterRes, type RateLimiterMemory } from 'rate-limiter-flexible'

export interface Count {
  /** Whole seconds until there is room again; 0 when there was. */
  wait: number
  /** Whole seconds until it is counted anew. */
  reset: number
  /** What is left until then. */
  left: number
}

/** Counts somebody once more, whether there is room or not. */
export async function count(limiter: RateLimiterMemory, who: string, points = 1): Promise<Count> {
  const counted = await limiter.consume(who, points).catch((over: unknown) => {
    if (over instanceof RateLimiterRes) return over
    throw over
  })
  const reset = Math.max(1, Math.ceil(counted.msBeforeNext / 1_000))
  const isOver = counted.consumedPoints > limiter.points
  return { wait: isOver ? reset : 0, reset, left: counted.remainingPoints }
}
