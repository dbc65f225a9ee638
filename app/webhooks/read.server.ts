import { setTimeout as pause } from 'node:timers/promises'

import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { Context } from '#db/context.ts'
import {
  countMessages,
  listMessages,
  type MessageState,
  type WebhookMessage,
} from '#db/programs/webhook-messages.server.ts'
import { listWebhooks, type Webhook } from '#db/programs/webhooks.server.ts'

import { get, type WebhookKeeper } from './arrange.server.ts'
import { publicHalf, type WebhookSecret } from './sign.ts'

/** An endpoint as its page shows it: without secrets. */
export interface ShownWebhook {
  id: string
  url: string
  events: string[]
  contentKey: string | null
  state: 'on' | 'paused' | 'gone' | 'failing'
  madeAt: Date
  publicKeys: string[]
  counts: Record<MessageState, number>
}

export interface ShownMessage {
  id: string
  event: string
  reference: string | null
  happenedAt: Date
  state: MessageState
  tries: number
  triedAt: Date | null
  nextTryAt: Date | null
  status: number | null
  problem: string | null
  took: number | null
}

export async function readWebhooks({ db, actor, now }: Context<WebhookKeeper>): Promise<ShownWebhook[]> {
  if (!isAdministrator(actor)) throw new Refusal('forbidden')
  return db.transaction(async (tx) => {
    const shown: ShownWebhook[] = []
    for (const webhook of await listWebhooks<WebhookSecret>(tx)) {
      shown.push({ ...shownOf(webhook, now), counts: await countMessages(tx, webhook.id) })
    }
    return shown
  })
}

/** What the endpoint said to the newest test, if it says so soon: whoever pressed the button waits for it. */
export async function answerOfTest({ db }: Context<WebhookKeeper>, id: string): Promise<TestAnswer> {
  for (let look = 0; look < 12; look += 1) {
    await pause(300)
    const [newest] = await db.transaction((tx) => listMessages(tx, id, { most: 1 }))
    if (newest?.triedAt) return newest.arrivedAt ? 'testArrived' : 'testFailed'
  }
  return 'tested'
}

/** Keys of words under `done`. */
export type TestAnswer = 'tested' | 'testArrived' | 'testFailed'

const most = 30

export async function readWebhook(
  { db, actor, now }: Context<WebhookKeeper>,
  id: string,
): Promise<{ webhook: ShownWebhook; failed: ShownMessage[]; messages: ShownMessage[] }> {
  if (!isAdministrator(actor)) throw new Refusal('forbidden')
  return db.transaction(async (tx) => {
    const webhook = await get(tx, id)
    const failed = await listMessages(tx, id, { state: 'failed', most })
    const messages = await listMessages(tx, id, { most })
    return {
      webhook: { ...shownOf(webhook, now), counts: await countMessages(tx, id) },
      failed: failed.map(shownMessage),
      messages: messages.map(shownMessage).filter(({ state }) => state !== 'failed'),
    }
  })
}

function shownOf(webhook: Webhook<WebhookSecret>, now: Date): Omit<ShownWebhook, 'counts'> {
  const { id, url, events, contentKey, madeAt, secrets, pausedWhy, failures } = webhook
  const state = pausedWhy === 'gone' ? 'gone' : pausedWhy ? 'paused' : failures > 1 ? 'failing' : 'on'
  const valid = secrets.filter(({ until }) => until === null || new Date(until) > now)
  return { id, url, events, contentKey, madeAt, state, publicKeys: valid.map(publicHalf) }
}

function shownMessage({ data, arrivedAt, failedAt, ...message }: WebhookMessage): ShownMessage {
  const { reference } = data
  return {
    ...message,
    reference: typeof reference === 'string' ? reference : null,
    state: arrivedAt ? 'arrived' : failedAt ? 'failed' : 'waiting',
  }
}
