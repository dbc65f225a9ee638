import { outgoingContext, visitContext } from '#app/context.ts'
import { readCookie, writeCookie } from '#app/http/cookie.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'

/** Long enough to find a pen; after that the secret is nowhere but on paper. */
const anHour = 3_600

const cookie = 'keep'

/** Carries the secret to the next pages, in a cookie that scripts cannot read: never in an address, never in a log. */
export function leaveSecret({ context }: Pick<DoorArgs, 'context'>, reference: string, secret: string): void {
  const { secure } = context.get(visitContext)
  context.get(outgoingContext).set(cookie, writeCookie(cookie, `${reference} ${secret}`, { secure, maxAge: anHour }))
}

/** The secret of this report, until the person has said that it is written down. */
export function secretToShow({ request, context }: DoorArgs, reference: string): string | null {
  const { secure } = context.get(visitContext)
  const [of, secret] = (readCookie(request.headers, cookie, secure) ?? '').split(' ')
  return of === reference && secret ? secret : null
}

export function forgetSecret({ context }: Pick<DoorArgs, 'context'>): void {
  const { secure } = context.get(visitContext)
  context.get(outgoingContext).set(cookie, writeCookie(cookie, '', { secure, maxAge: 0 }))
}
