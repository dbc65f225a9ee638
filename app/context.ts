import { createContext, type RouterContextProvider } from 'react-router'

import type { Language } from '#app/i18n/language.ts'
import type { Refusal } from '#app/http/refusal.ts'
import type { World } from '#app/world.server.ts'
import type { Actor, Context, MemberRole } from '#db/context.ts'
import type { VendorSeat } from '#db/vendors/vendor-seats.server.ts'

/** One request, as the door saw it. `now` is read once, so everything in a request happens at one instant. */
export interface Visit {
  id: string
  nonce: string
  language: Language
  /** https at the visitor's side: cookies are Secure and `__Host-`. */
  secure: boolean
  /** The visitor's network address, for throttling only; never stored in clear, never logged. */
  address: string
  now: Date
}

export const worldContext = createContext<World>()
export const visitContext = createContext<Visit>()

/** Cookies, by name, that go with whatever answer comes of this request, a refusal included. The last word counts. */
export const outgoingContext = createContext<Map<string, string>>()

/** The officer at the desk only reads: pages leave out what would be refused. */
export const readsOnlyContext = createContext(false)

/** As whom a member sees the report of the page; null for whoever holds its key. */
export const memberRoleContext = createContext<MemberRole | null>(null)

/** What a vendor's person was given for the report of the page, as the door read it. */
export const vendorSeatsContext = createContext<readonly VendorSeat[]>([])

/** The name of whoever is signed in, for the top of their pages. */
export const signedInContext = createContext<string | null>(null)

/** Why the door turned a request away before any route ran, or what a resource route refused. */
export const refusalContext = createContext<Refusal | null>(null)

/** What an action or loader hands to the nouns: the store acting as one person, that person, and the time. */
export function contextOf<A extends Actor>(context: Readonly<RouterContextProvider>, actor: A): Context<A> {
  return { db: context.get(worldContext).database.as(actor), actor, now: context.get(visitContext).now }
}
