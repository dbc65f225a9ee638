import { createContext, redirect } from 'react-router'

import { visitContext } from '#app/context.ts'

import { Refusal } from './refusal.ts'
import { requirePerson, type DoorArgs, type PersonSession } from './session.server.ts'

/** How long a factor counts as fresh for what is sensitive: exports, keys, people, rules. */
const freshFor = 10 * 60_000

/** A form that came too late is shown again with what was typed, so its page must not lead away. */
const keepingContext = createContext(false)

export function isFresh({ factorAt }: PersonSession, now: Date): boolean {
  return now.getTime() - factorAt.getTime() <= freshFor
}

/** Leads to the page that asks for a factor again, and back. For pages, and for buttons with nothing typed. */
export async function requireFresh(args: DoorArgs): Promise<PersonSession> {
  const session = await requirePerson(args)
  if (isFresh(session, args.context.get(visitContext).now) || args.context.get(keepingContext)) return session
  const { pathname, search } = new URL(args.request.url)
  const next = `/sign-in/again?next=${encodeURIComponent(`${pathname}${search}`)}`
  if (args.request.method === 'GET') throw redirect(next)
  throw new Refusal('stale', { next })
}

/** For a form's action: false leads nowhere, so that the action can show the form again, and say it there. */
export async function isFreshOrStays(args: DoorArgs): Promise<boolean> {
  const session = await requirePerson(args)
  const fresh = isFresh(session, args.context.get(visitContext).now)
  if (!fresh) args.context.set(keepingContext, true)
  return fresh
}
