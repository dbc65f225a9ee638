import { worldContext } from '#app/context.ts'
import { textOf } from '#app/http/form.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'

import { readPublicKey } from './encrypt.ts'
import type { WebhookPlace, WebhookWish } from './arrange.server.ts'

export function wishIn(form: FormData): WebhookWish {
  const events = form.getAll('event').filter((one) => typeof one === 'string')
  return { url: textOf(form, 'url'), events, contentKey: textOf(form, 'content-key') }
}

/** For the form again. What is no public key may be a private one, and does not travel once more. */
export const typedAgain = (wish: WebhookWish): WebhookWish =>
  readPublicKey(wish.contentKey) === null ? { ...wish, contentKey: '' } : wish

export function placeOf({ request, context }: DoorArgs): WebhookPlace {
  const { config } = context.get(worldContext)
  return { demo: config.demo, origin: config.origin ?? new URL(request.url).origin }
}
