/** The page of the queue that an officer looked at last: "next" and "back" lead on in it. Kept in the browser, for this visit. */
import { outgoingContext, visitContext } from '#app/context.ts'
import { readCookie, writeCookie } from '#app/http/cookie.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'

import { queueChoice, type QueueChoice } from './queue-filters.ts'

export function rememberQueue(args: DoorArgs, href: string): void {
  const { secure } = args.context.get(visitContext)
  const query = href.split('?')[1] ?? ''
  if (query === (readCookie(args.request.headers, 'queue', secure) ?? '')) return
  args.context.get(outgoingContext).set('queue', writeCookie('queue', query, { secure }))
}

export function lastQueue({ request, context }: DoorArgs): QueueChoice {
  const { secure } = context.get(visitContext)
  return queueChoice(new URLSearchParams(readCookie(request.headers, 'queue', secure) ?? ''))
}

export function forgetQueue({ context }: Pick<DoorArgs, 'context'>): void {
  const { secure } = context.get(visitContext)
  context.get(outgoingContext).set('queue', writeCookie('queue', '', { secure, maxAge: 0 }))
}
