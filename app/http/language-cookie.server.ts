import { outgoingContext, visitContext } from '#app/context.ts'
import { isLanguage, type Language } from '#app/i18n/language.ts'

import { readCookie, writeCookie } from './cookie.server.ts'
import type { DoorArgs } from './session.server.ts'

export const languageCookie = 'language'

const year = 365 * 24 * 60 * 60

/** The language that was chosen in this browser, or came with whoever signed in; null where nobody did either. */
export function languageHere({ request, context }: DoorArgs): Language | null {
  const chosen = readCookie(request.headers, languageCookie, context.get(visitContext).secure)
  return isLanguage(chosen) ? chosen : null
}

/** From the next page on, this browser shows everything in it. */
export function leaveLanguage({ context }: Pick<DoorArgs, 'context'>, language: Language): void {
  const { secure } = context.get(visitContext)
  context.get(outgoingContext).set(languageCookie, writeCookie(languageCookie, language, { secure, maxAge: year }))
}
