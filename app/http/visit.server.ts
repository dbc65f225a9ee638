import crypto from 'node:crypto'

import type { Visit } from '#app/context.ts'
import { languageOf } from '#app/i18n/language.ts'

import { readCookie } from './cookie.server.ts'

export const languageCookie = 'language'

/** A request as the door saw it. The secure flag is the visitor's side of a proxy, as the configured origin says. */
export function visitOf(request: Request, address: string, now: Date): Visit {
  const secure = request.url.startsWith('https:')
  return {
    id: crypto.randomUUID(),
    nonce: crypto.randomBytes(16).toString('base64url'),
    language: languageOf(readCookie(request.headers, languageCookie, secure), request.headers.get('Accept-Language')),
    secure,
    address,
    now,
  }
}
