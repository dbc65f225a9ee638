/**
 * How often one visitor may send something in a minute, whatever it is. Whoever came in is counted by their session, so that
 * people behind one address do not stand in each other's way; at the entrances, where a session may be had, everybody by
 * network, so that nobody gets a new count by coming in again. People stay far below, also with a form that is saved as they
 * type, in several tabs. Each process counts for itself. What costs more is counted by itself besides:
 * door-limits.server.ts, judge.server.ts, guests.server.ts, and in the store what is brought into being (doings.server.ts).
 */
import { RateLimiterMemory } from 'rate-limiter-flexible'

import type { Visit } from '#app/context.ts'
import type { World } from '#app/world.server.ts'

import type { Asked } from './asked.server.ts'
import { count } from './count.server.ts'
import { isForPrograms, takesBytes } from './door.server.ts'
import { networkOf } from './network.ts'
import { Refusal } from './refusal.ts'
import { readSession, type Keyed } from './session-cookie.server.ts'

/** In a minute. */
export const mostPosts = {
  session: 300,
  /** A file of 2 GiB comes in some hundred parts, and several at a time. */
  parts: 3_000,
  /** Many may sit behind one address, and come in at the same hour. */
  entrance: 600,
  /** Refusals that are written down: who tries doors in a row would fill the record, and hold up all who write in it. */
  denied: 30,
} as const

export type PostLimits = Readonly<Record<keyof typeof mostPosts, RateLimiterMemory>>

export function openPostLimits(): PostLimits {
  const { session, parts, entrance, denied } = mostPosts
  return {
    session: perMinute(session),
    parts: perMinute(parts),
    entrance: perMinute(entrance),
    denied: perMinute(denied),
  }
}

const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 })

/** Where nobody sends anything who has not come in. Everything else is an entrance, however it is spelt. */
const inside =
  /^\/(?:reports|files|desk|console|organisations|operator|account\/(?:security|details|notices|take-over|reports))(?:\/|$)/

type Posting = Pick<Asked, 'url' | 'method' | 'headers'>
type Visited = Pick<Visit, 'secure' | 'address'>
type Counting = Pick<World, 'postLimits'> & Keyed

/** Null lets it through. Programs are counted by their credentials (app/api/limit.server.ts). */
export async function refuseTooManyPosts(asked: Posting, visit: Visited, world: Counting): Promise<Refusal | null> {
  if (asked.method === 'GET' || asked.method === 'HEAD' || isForPrograms(asked.url)) return null
  const counts = await Promise.all(countersFor(asked, visit, world).map(([limiter, who]) => count(limiter, who)))
  const wait = Math.max(0, ...counts.map((each) => each.wait))
  return wait === 0 ? null : new Refusal('tooMany', { retryAfter: wait })
}

function countersFor({ url, headers }: Posting, visit: Visited, world: Counting) {
  const { parts, session, entrance } = world.postLimits
  const sessions = (['report', 'staff'] as const).flatMap((door) => {
    const seen = readSession(headers, visit, world, door)
    return seen ? [seen.token] : []
  })
  const from = [networkOf(visit.address)]
  if (takesBytes(url)) return by(parts, sessions.length > 0 ? sessions : from)
  const path = new URL(url).pathname
  if (!inside.test(path)) return [...by(session, sessions), ...by(entrance, from)]
  if (sessions.length > 0) return by(session, sessions)
  return path === '/reports' ? [] : by(entrance, from) // guests begin reports by a door of their own
}

const by = (limiter: RateLimiterMemory, whose: readonly string[]) => whose.map((who) => [limiter, who] as const)
