/** What the pages of endpoints share: a body's, and an organisation's. */
import { data, redirect } from 'react-router'

import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import type { Context } from '#db/context.ts'

import {
  actOnWebhook,
  makeWebhook,
  rotateSecrets,
  saveWebhook,
  type WebhookKeeper,
  type WebhookProblem,
} from './arrange.server.ts'
import { eventsOf } from './events.ts'
import { answerOfTest, readWebhook, readWebhooks } from './read.server.ts'
import { placeOf, typedAgain, wishIn } from './wish.server.ts'

const stale: WebhookProblem = { field: 'again', code: 'stale' }

/** What an owner chooses from, and whether reports themselves can be sent. */
const choicesOf = ({ kind }: WebhookKeeper) => ({ events: eventsOf(kind), mayHaveContent: kind === 'officer' })

/** `home`: the address of the list, under which each endpoint has its own. */
export async function webhooksPage(args: DoorArgs, context: Context<WebhookKeeper>, home: string) {
  const webhooks = await readWebhooks(context)
  return { home, choices: choicesOf(context.actor), webhooks, done: takeFlash(args) }
}

export async function addWebhook(args: DoorArgs, context: Context<WebhookKeeper>) {
  const typed = wishIn(await formOf(args.request))
  const made = (await isFreshOrStays(args)) ? await makeWebhook(context, typed, placeOf(args)) : [stale]
  return Array.isArray(made) ? data({ typed: typedAgain(typed), problems: made }, { status: 422 }) : { made }
}

export async function webhookPage(args: DoorArgs, context: Context<WebhookKeeper>, home: string, id: string) {
  return { home, choices: choicesOf(context.actor), ...(await readWebhook(context, id)), done: takeFlash(args) }
}

/** New secrets and settings ask for a factor shown a moment ago. */
export async function changeOneWebhook(args: DoorArgs, context: Context<WebhookKeeper>, home: string, id: string) {
  const form = await formOf(args.request)
  const act = textOf(form, 'do')
  if (act === 'save') {
    const typed = wishIn(form)
    const problems = (await isFreshOrStays(args)) ? await saveWebhook(context, id, typed, placeOf(args)) : [stale]
    if (problems.length > 0) return data({ typed: typedAgain(typed), problems }, { status: 422 })
    leaveFlash(args, 'saved')
    return redirect(`${home}/${id}`, 303)
  }
  if (act === 'rotate') {
    await requireFresh(args)
    return { made: await rotateSecrets(context, id) }
  }
  const done = await actOnWebhook(context, id, { act, message: textOf(form, 'message') })
  leaveFlash(args, done === 'tested' ? await answerOfTest(context, id) : done)
  return redirect(done === 'removed' ? home : `${home}/${id}`, 303)
}
