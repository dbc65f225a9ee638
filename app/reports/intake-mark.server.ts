import { outgoingContext, visitContext } from '#app/context.ts'
import { readCookie, writeCookie } from '#app/http/cookie.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'

const cookie = 'intake'

/** Reminds the officer who types for somebody else on every page of the form; it opens nothing. */
export function leaveIntakeMark({ context }: Pick<DoorArgs, 'context'>, reference: string): void {
  const { secure } = context.get(visitContext)
  context.get(outgoingContext).set(cookie, writeCookie(cookie, reference, { secure }))
}

/** Whether this report is being typed for somebody else in this browser. */
export function isIntake({ request, context }: DoorArgs, reference: string): boolean {
  return readCookie(request.headers, cookie, context.get(visitContext).secure) === reference
}

export function forgetIntakeMark({ context }: Pick<DoorArgs, 'context'>): void {
  const { secure } = context.get(visitContext)
  context.get(outgoingContext).set(cookie, writeCookie(cookie, '', { secure, maxAge: 0 }))
}
