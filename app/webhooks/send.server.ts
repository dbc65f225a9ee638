import { setTimeout as pause } from 'node:timers/promises'

import type { Ask } from '#app/outbound/ask.server.ts'
import { AskFailed } from '#app/outbound/ask.server.ts'
import type { ActingDb, Machine } from '#db/context.ts'
import { listDueMessages, recordTry, type WebhookMessage } from '#db/programs/webhook-messages.server.ts'
import { claimWebhook, keepWebhook, pauseWebhook, releaseWebhook, type Webhook } from '#db/programs/webhooks.server.ts'
import { findDelivery, readProjection } from '#db/submissions/deliveries.server.ts'

import { encryptTo } from './encrypt.ts'
import { webhookId } from './events.ts'
import { nextTryAt, outcomeOf, restAfter, type Outcome } from './schedule.ts'
import { signed, type WebhookSecret } from './sign.ts'

export interface SendingWorld {
  /** As the worker. */
  db: ActingDb
  ask: Ask
  now(): Date
}

type Endpoint = Webhook<WebhookSecret>

const patience = 15_000 // ms, for one answer
const working = 25_000 // ms, after which no further message is begun
const claimed = 20_000 // ms; longer than one answer, and renewed before the next: a killed sender is followed soon
const atOnce = 4

/** Sends what is due at one endpoint. Nobody else sends there meanwhile; a sender that was killed is followed by another. */
export async function sendDue(world: SendingWorld, endpointId: string): Promise<void> {
  const { db, now } = world
  const begun = now()
  const endpoint = await db.transaction((tx) => claimWebhook<WebhookSecret>(tx, endpointId, begun, claimUntil(begun)))
  if (!endpoint) return
  let state: Sent = { failures: endpoint.failures, restUntil: null, gone: false }
  try {
    while (now().getTime() - begun.getTime() < working && state.restUntil === null && !state.gone) {
      // One that failed lately is asked with one message first.
      const most = state.failures > 0 ? 1 : atOnce
      const due = await db.transaction(async (tx) => {
        await keepWebhook(tx, endpointId, claimUntil(now()))
        return listDueMessages(tx, endpointId, now(), most)
      })
      if (due.length === 0) break
      for (const outcome of await Promise.all(due.map((message) => sendOne(world, endpoint, message)))) {
        state = after(state, outcome, now())
      }
    }
  } finally {
    const { failures, restUntil, gone } = state
    await db.transaction(async (tx) => {
      if (gone) await pauseWebhook(tx, endpointId, 'gone', now())
      await releaseWebhook(tx, { id: endpointId, failures, restUntil })
    })
  }
}

const claimUntil = (now: Date) => new Date(now.getTime() + claimed)

interface Sent {
  failures: number
  restUntil: Date | null
  gone: boolean
}

function after(state: Sent, outcome: Outcome, now: Date): Sent {
  if (outcome.kind === 'arrived') return { ...state, failures: 0 }
  if (outcome.kind === 'gone') return { ...state, gone: true }
  const failures = state.failures + 1
  const rest = Math.max(restAfter(failures), outcome.wait ?? 0)
  return { ...state, failures, restUntil: rest > 0 ? new Date(now.getTime() + rest * 1_000) : state.restUntil }
}

/** One try, written down before anything else happens. */
async function sendOne(world: SendingWorld, endpoint: Endpoint, message: WebhookMessage): Promise<Outcome> {
  const begun = performance.now()
  const outcome = await tryOnce(world, endpoint, message)
  const now = world.now()
  await world.db.transaction((tx) =>
    recordTry(tx, {
      id: message.id,
      status: outcome.status,
      problem: outcome.kind === 'arrived' ? null : outcome.kind === 'gone' ? 'gone' : outcome.problem,
      took: Math.round(performance.now() - begun),
      nextTryAt: outcome.kind === 'failed' ? nextOf(message, outcome.wait, now) : null,
      now,
    }),
  )
  return outcome
}

const nextOf = ({ tries }: WebhookMessage, wait: number | null, now: Date) =>
  nextTryAt(tries + 1, { wait, random: Math.random() }, now)

async function tryOnce(world: SendingWorld, endpoint: Endpoint, message: WebhookMessage): Promise<Outcome> {
  try {
    const body = await bodyOf(world.db, endpoint, message)
    const { status, headers } = await world.ask(endpoint.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'Madoguchi-Webhook/1',
        ...signed({ id: webhookId(message.id), body }, endpoint.secrets, world.now()),
      },
      body,
      timeout: patience,
      most: 16_000,
      cut: true,
    })
    return outcomeOf(status, headers['retry-after'], world.now())
  } catch (error) {
    const problem = error instanceof AskFailed ? error.problem : 'content'
    return { kind: 'failed', status: null, problem, wait: null }
  }
}

/** Ids and the reference; the report itself only encrypted, and only for a body that has given a key for it. */
async function bodyOf(db: ActingDb, endpoint: Endpoint, { event, data, happenedAt }: WebhookMessage): Promise<string> {
  const content =
    endpoint.contentKey && endpoint.recipient && (await contentOf(db, endpoint.recipient, data['deliveryId']))
  const more = content && endpoint.contentKey ? { content: await encryptTo(endpoint.contentKey, content) } : {}
  return JSON.stringify({ type: event, timestamp: happenedAt.toISOString(), data: { ...data, ...more } })
}

/** As a program of the body: it reads what the body reads, and nothing else. */
async function contentOf(db: ActingDb, recipient: string, deliveryId: unknown): Promise<unknown> {
  if (typeof deliveryId !== 'string') return null
  const actor: Machine = { kind: 'machine', clientId: 'webhooks', recipient }
  return db.as(actor).transaction(async (tx) => {
    const line = await findDelivery(tx, deliveryId)
    return line && (await readProjection(tx, line))
  })
}

/** For the end of the process: what is being sent is waited for. */
export const settled = (running: Iterable<Promise<void>>, most: number) =>
  Promise.race([Promise.allSettled(running), pause(most, undefined, { ref: false })])
