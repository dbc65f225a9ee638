/**
 * How often one visitor may send something in a minute, whatever it is. Whoever came in is counted by their session, so that
 * people behind one address do not stand in each other's way; everybody else by network. People stay far below, also with a form
 * that is saved as they type, in several tabs. Each process counts for itself. What costs more is counted by itself besides:
 * door-limits.server.ts, judge.server.ts, guests.server.ts, and in the store what is brought into being (doings.server.ts).
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import type { Visit } from '#app/context.ts'
import type { World } from '#app/world.server.ts'

import type { Asked } from './asked.server.ts'
import { isForPrograms, takesBytes } from './door.server.ts'
import { networkOf } from './network.ts'
import { Refusal } from './refusal.ts'
import { readSession, type Keyed } from './session-cookie.server.ts'

/** In a minute. */
export const mostPosts = {
  session: 300,
  /** A file of 2 GiB comes in some hundred parts, and several at a time. */
  parts: 3_000,
  /** Many may sit behind one address, and none has come in yet. */
  network: 600,
  /** Refusals that are written down: who tries doors in a row would fill the record, and hold up all who write in it. */
  denied: 30,
} as const

export type PostLimits = Readonly<Record<keyof typeof mostPosts, RateLimiterMemory>>

export function openPostLimits(): PostLimits {
  const { session, parts, network, denied } = mostPosts
  return { session: limiter(session), parts: limiter(parts), network: limiter(network), denied: limiter(denied) }
}

const limiter = (points: number) => new RateLimiterMemory({ points, duration: 60 })

type Posting = Pick<Asked, 'url' | 'method' | 'headers'>
type Visited = Pick<Visit, 'secure' | 'address'>
type Counting = Pick<World, 'postLimits'> & Keyed

/** Null lets it through. Programs are counted by their credentials (app/api/limit.server.ts). */
export async function refuseTooManyPosts(asked: Posting, visit: Visited, world: Counting): Promise<Refusal | null> {
  if (asked.method === 'GET' || asked.method === 'HEAD' || isForPrograms(asked.url)) return null
  const waits = await Promise.all(countersFor(asked, visit, world).map(waitOf))
  const wait = Math.max(0, ...waits)
  return wait === 0 ? null : new Refusal('tooMany', { retryAfter: Math.ceil(wait / 1_000) })
}

interface Counter {
  by: RateLimiterMemory
  who: string
}

function countersFor({ url, headers }: Posting, { secure, address }: Visited, world: Counting): Counter[] {
  const { parts, session, network } = world.postLimits
  const by = takesBytes(url) ? parts : session
  const sessions = (['report', 'staff'] as const).flatMap((door) => {
    const seen = readSession({ headers, secure }, world, door)
    return seen ? [{ by, who: seen.token }] : []
  })
  if (sessions.length > 0) return sessions
  const isGuest = new URL(url).pathname === '/reports' // who begin reports by a door of their own
  return isGuest ? [] : [{ by: network, who: networkOf(address) }]
}

/** ms until there is room; 0 when there is. */
const waitOf = ({ by, who }: Counter): Promise<number> =>
  by.consume(who).then(
    () => 0,
    (over: unknown) => {
      if (over instanceof RateLimiterRes) return Math.max(1, over.msBeforeNext)
      throw over
    },
  )
