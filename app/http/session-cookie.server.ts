import type { Visit } from '#app/context.ts'
import type { Keyring } from '#db/sealing/keyring.server.ts'

import { readCookie, writeCookie } from './cookie.server.ts'

/** One cookie for a report that is held, one for people with a login. One browser may hold both. */
export type Door = 'report' | 'staff'

/** What a cookie says: which session, and when it was last seen. */
export interface Seen {
  token: string
  /** ms since 1970. */
  at: number
}

/** A world, or as much of it as signs. */
export interface Keyed {
  database: { keyring: Pick<Keyring, 'lookup'> }
}

/** Null when there is none, or none that this portal wrote. The door asks and the route asks again: it is judged once a visit. */
export function readSession(headers: Headers, visit: Pick<Visit, 'secure'>, world: Keyed, door: Door): Seen | null {
  const cookie = readCookie(headers, door, visit.secure)
  if (cookie === undefined) return null
  const known = judged[door].get(visit)
  if (known?.cookie === cookie) return known.seen
  const seen = judge(cookie, world, door)
  judged[door].set(visit, { cookie, seen })
  return seen
}

type Judged = WeakMap<object, { cookie: string; seen: Seen | null }>

const judged: Readonly<Record<Door, Judged>> = { report: new WeakMap(), staff: new WeakMap() }

function judge(cookie: string, world: Keyed, door: Door): Seen | null {
  const [token, at, seal] = cookie.split('.')
  const isWhole = token && at && seal && seal === sealOf(world, door, token, Number(at))
  return isWhole ? { token, at: Number(at) } : null
}

export function writeSession(world: Keyed, { secure, now }: Visit, door: Door, token: string): string {
  const at = now.getTime()
  return writeCookie(door, `${token}.${at}.${sealOf(world, door, token, at)}`, { secure })
}

/** Keyed, so that nobody can make an old cookie look young. */
function sealOf(world: Keyed, door: Door, token: string, at: number): string {
  return world.database.keyring.lookup(`session ${door} ${token} ${at}`).toString('base64url')
}
