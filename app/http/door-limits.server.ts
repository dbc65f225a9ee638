/**
 * How often one network may come to doors behind which more is done than a page is drawn: somebody else is asked, a row is
 * written for nobody known, something is guessed, paper is drawn. Each process counts for itself. Secrets, numbers and codes are
 * counted in the store besides, each by itself (db/people/attempts.server.ts); guests have a door of their own (guests.server.ts).
 */
import { RateLimiterMemory } from 'rate-limiter-flexible'

import type { Asked } from './asked.server.ts'
import { count } from './count.server.ts'
import { networkOf } from './network.ts'
import { Refusal } from './refusal.ts'

interface Door {
  /** In a minute. */
  most: number
  path: RegExp
}

/** An agency's whole staff may sit behind one address: these stop programs, and no people. */
export const limitedDoors: readonly Door[] = [
  { path: /^\/sign-in\/openid\//, most: 60 },
  { path: /^\/(?:enrol|join|account\/confirm|calendar|notices\/stop|busy)\//, most: 120 },
  { path: /^\/verify$/, most: 240 },
  { path: /\.pdf$/, most: 1_200 },
]

const limiters = limitedDoors.map(({ most }, index) => {
  return new RateLimiterMemory({ points: most, duration: 60, keyPrefix: String(index) })
})

/** Null lets the visitor in. */
export async function refuseTooMany({ url, address }: Pick<Asked, 'url' | 'address'>): Promise<Refusal | null> {
  const path = spelt(/^[a-z]+:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? '')
  const index = limitedDoors.findIndex((door) => door.path.test(path))
  const limiter = limiters[index]
  if (!limiter) return null
  const { wait } = await count(limiter, networkOf(address))
  return wait === 0 ? null : new Refusal('tooMany', { retryAfter: wait })
}

/** As the router reads it, which takes an address in capitals, escaped, with a slash at its end or as `.data` for the same. */
function spelt(path: string): string {
  return plain(path)
    .toLowerCase()
    .replaceAll(/\/{2,}/g, '/')
    .replace(/\.data$/, '')
    .replace(/\/$/, '')
}

function plain(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // no route has it
  }
}
