/**
 * Wrong secrets are counted by what they are for and by network, and hold up who types them, longer each time. Whoever has
 * the right one comes in all the same: what the portal made is too long to be guessed, and a count that held up everybody
 * would let anybody who knows a reference, or one machine of a network, shut out whom the report belongs to (073).
 */
import { RateLimiterMemory } from 'rate-limiter-flexible'

import { contextOf, visitContext } from '#app/context.ts'
import { clearFailures, findBlock, recordFailure } from '#db/people/attempts.server.ts'

import { count } from './count.server.ts'
import { networkOf } from './network.ts'
import type { DoorArgs } from './session.server.ts'

export type Judged<T> = { state: 'right'; value: T } | { state: 'wrong' } | { state: 'throttled'; retryAfter: number }

/** While it is held up, a network has so many a minute looked at: each costs the work of a slow hash. */
const lookedAt = new RateLimiterMemory({ points: 20, duration: 60 })

/** `judge`: null when it is wrong, after the same work whatever is wrong with it. `keys`: what to count by, besides the network. */
export async function judged<T>(
  args: DoorArgs,
  keys: readonly string[],
  judge: () => Promise<T | null>,
): Promise<Judged<T>> {
  const { address, now } = args.context.get(visitContext)
  const { db } = contextOf(args.context, { kind: 'anyone' })
  const until = await db.transaction((tx) => findBlock(tx, keys, now))
  const held = until && {
    state: 'throttled' as const,
    retryAfter: Math.ceil((until.getTime() - now.getTime()) / 1_000),
  }
  if (held && !(await isLookedAt(address))) return held
  const value = await judge()
  if (value !== null) {
    await db.transaction((tx) => clearFailures(tx, keys))
    return { state: 'right', value }
  }
  if (held) return held
  await db.transaction((tx) => recordFailure(tx, keys, now))
  return { state: 'wrong' }
}

const isLookedAt = async (address: string): Promise<boolean> => (await count(lookedAt, networkOf(address))).wait === 0
