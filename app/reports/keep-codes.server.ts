import { outgoingContext, visitContext } from '#app/context.ts'
import { readCookie, writeCookie } from '#app/http/cookie.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'

/** Long enough to find a pen; after that the secret is nowhere but on paper. */
const anHour = 3_600

const cookie = 'keep'

/** Carries the secret to the next pages, in a cookie that scripts cannot read: never in an address, never in a log. */
export function leaveSecret(
  { context }: Pick<DoorArgs, 'context'>,
  reference: string,
  secret: string,
  /** In full on every page; otherwise on the form's first one only. */
  where: 'first' | 'everywhere' = 'first',
): void {
  const { secure } = context.get(visitContext)
  context
    .get(outgoingContext)
    .set(cookie, writeCookie(cookie, `${reference} ${secret} ${where}`, { secure, maxAge: anHour }))
}

/** The secret of this report, until the person has said that it is written down. */
export function secretToShow(args: DoorArgs, reference: string): { secret: string; unfolded: boolean } | null {
  const { secure } = args.context.get(visitContext)
  const [of, secret, where] = (readCookie(args.request.headers, cookie, secure) ?? '').split(' ')
  return of === reference && secret ? { secret, unfolded: where === 'everywhere' } : null
}

export function forgetSecret({ context }: Pick<DoorArgs, 'context'>): void {
  const { secure } = context.get(visitContext)
  context.get(outgoingContext).set(cookie, writeCookie(cookie, '', { secure, maxAge: 0 }))
}
