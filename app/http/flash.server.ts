import { outgoingContext, visitContext } from '#app/context.ts'

import { readCookie, writeCookie } from './cookie.server.ts'
import type { DoorArgs } from './session.server.ts'

/** A message for the next page, as the key of its words: nothing that somebody typed travels in it. */
export function leaveFlash({ context }: Pick<DoorArgs, 'context'>, key: string): void {
  const { secure } = context.get(visitContext)
  context.get(outgoingContext).set('flash', writeCookie('flash', key, { secure, maxAge: 60 }))
}

/** The message left by the page before, once. */
export function takeFlash({ request, context }: DoorArgs): string | null {
  const { secure } = context.get(visitContext)
  const key = readCookie(request.headers, 'flash', secure)
  if (!key) return null
  context.get(outgoingContext).set('flash', writeCookie('flash', '', { secure, maxAge: 0 }))
  return /^[\w.-]{1,60}$/.test(key) ? key : null
}
