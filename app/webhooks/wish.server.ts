import { worldContext } from '#app/context.ts'
import { textOf } from '#app/http/form.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'

import type { WebhookPlace, WebhookWish } from './arrange.server.ts'

export function wishIn(form: FormData): WebhookWish {
  const events = form.getAll('event').filter((one) => typeof one === 'string')
  return { url: textOf(form, 'url'), events, contentKey: textOf(form, 'content-key') }
}

export function placeOf({ request, context }: DoorArgs): WebhookPlace {
  const { config } = context.get(worldContext)
  return { demo: config.demo, origin: config.origin ?? new URL(request.url).origin }
}
