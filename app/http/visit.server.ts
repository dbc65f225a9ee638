import crypto from 'node:crypto'

import type { Visit } from '#app/context.ts'
import { languageOf } from '#app/i18n/language.ts'
import { stockOf } from '#db/sealing/scratch.server.ts'

import type { Asked } from './asked.server.ts'
import { readCookie } from './cookie.server.ts'
import { languageCookie } from './language-cookie.server.ts'

const nonceBits = stockOf(16)

/** A request as the door saw it. The secure flag is the visitor's side of a proxy, as the configured origin says. */
export function visitOf({ url, headers, address }: Pick<Asked, 'url' | 'headers' | 'address'>, now: Date): Visit {
  const secure = url.startsWith('https:')
  return {
    id: crypto.randomUUID(),
    nonce: nonceBits().toString('base64url'),
    language: languageOf(readCookie(headers, languageCookie, secure), headers.get('Accept-Language')),
    secure,
    address,
    now,
  }
}
