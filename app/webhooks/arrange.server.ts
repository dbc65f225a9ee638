import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { countDoing } from '#app/http/doings.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { isSameHost, publicUrl } from '#app/outbound/public-url.ts'
import { personOf } from '#db/connections/actor-settings.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Member, Officer, Tx } from '#db/context.ts'
import { recordAtDoor, type DoorAct } from '#db/people/door-log.server.ts'
import { insertTestMessage, renewMessages } from '#db/programs/webhook-messages.server.ts'
import {
  changeWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks,
  pauseWebhook,
  removeWebhook,
  resumeWebhook,
  type Webhook,
} from '#db/programs/webhooks.server.ts'

import { readPublicKey } from './encrypt.ts'
import { eventsOf, mostWebhooks, testEvent } from './events.ts'
import { newWebhookSecret, publicHalf, type WebhookSecret } from './sign.ts'

/** Who looks after endpoints: of a body, or of an organisation that files. */
export type WebhookKeeper = Officer | Member

/** What was typed. */
export interface WebhookWish {
  url: string
  events: readonly string[]
  contentKey: string
}

export interface WebhookProblem {
  field: 'url' | 'events' | 'content-key' | 'again'
  code: 'urlMissing' | 'urlWrong' | 'urlOwn' | 'same' | 'tooMany' | 'eventsMissing' | 'keyWrong' | 'stale'
}

/** What the pages need to know of the portal. */
export interface WebhookPlace {
  demo: boolean
  /** The portal's own address, which it does not ask. */
  origin: string
}

/** Shown once. */
export interface ShownSecret {
  id: string
  shared: string
  publicKey: string
}

const overlap = 24 * 3_600_000 // ms that the old secrets sign beside the new ones
const mostBeside = 4

/** A new endpoint; what happens from now on is sent there. */
export async function makeWebhook(
  { db, actor, now }: Context<WebhookKeeper>,
  wish: WebhookWish,
  place: WebhookPlace,
): Promise<ShownSecret | WebhookProblem[]> {
  refuseOthers(actor)
  const read = readWish(wish, place, actor)
  if ('problems' in read) return read.problems
  const secret = newWebhookSecret(now)
  return db.transaction(async (tx) => {
    await keepInTurn(tx, actor)
    const others = await listWebhooks<WebhookSecret>(tx)
    if (others.length >= mostWebhooks) return [{ field: 'url', code: 'tooMany' }]
    if (others.some(({ url }) => url === read.url)) return [{ field: 'url', code: 'same' }]
    const id = await insertWebhook(tx, { ...read, secrets: [secret], now })
    await record(tx, 'webhook.made', id, now)
    return { id, shared: secret.shared, publicKey: publicHalf(secret) }
  })
}

export async function saveWebhook(
  { db, actor, now }: Context<WebhookKeeper>,
  id: string,
  wish: WebhookWish,
  place: WebhookPlace,
): Promise<WebhookProblem[]> {
  refuseOthers(actor)
  const read = readWish(wish, place, actor)
  if ('problems' in read) return read.problems
  return db.transaction(async (tx) => {
    await keepInTurn(tx, actor)
    const others = await listWebhooks<WebhookSecret>(tx)
    if (others.some((other) => other.id !== id && other.url === read.url)) return [{ field: 'url', code: 'same' }]
    await changeWebhook(tx, { ...(await get(tx, id)), ...read })
    await record(tx, 'webhook.changed', id, now)
    return []
  })
}

/** New secrets; the old ones go on signing beside them for a day, also where the button is pressed twice. */
export async function rotateSecrets({ db, actor, now }: Context<WebhookKeeper>, id: string): Promise<ShownSecret> {
  refuseOthers(actor)
  const secret = newWebhookSecret(now)
  const until = new Date(now.getTime() + overlap).toISOString()
  await db.transaction(async (tx) => {
    await keepInTurn(tx, actor)
    const webhook = await get(tx, id)
    const before = webhook.secrets.filter((one) => one.until === null || new Date(one.until) > now)
    const beside = before.map((one) => ({ ...one, until: one.until ?? until })).slice(0, mostBeside)
    await changeWebhook(tx, { ...webhook, secrets: [secret, ...beside] })
    await record(tx, 'webhook.rotated', id, now)
  })
  return { id, shared: secret.shared, publicKey: publicHalf(secret) }
}

export type WebhookAct = 'test' | 'pause' | 'resume' | 'remove' | 'again' | 'again-all'

const sends = new Set(['test', 'again', 'again-all'])

/** The buttons of an endpoint's page. Returns the key of words about what was done. */
export async function actOnWebhook(
  { db, actor, now }: Context<WebhookKeeper>,
  id: string,
  { act, message }: { act: string; message: string },
): Promise<string> {
  refuseOthers(actor)
  if (sends.has(act)) await countDoing({ db, now }, 'message of a webhook', id)
  return db.transaction(async (tx) => {
    await get(tx, id)
    switch (act) {
      case 'test':
        await insertTestMessage(tx, id, testEvent, now)
        return 'tested'
      case 'pause':
        await pauseWebhook(tx, id, 'person', now)
        return 'paused'
      case 'resume':
        await resumeWebhook(tx, id, now)
        return 'resumed'
      case 'remove':
        await removeWebhook(tx, id, now)
        await record(tx, 'webhook.removed', id, now)
        return 'removed'
      case 'again':
        return isId(message) && (await renewMessages(tx, id, message, now)) > 0 ? 'again' : 'nothing'
      case 'again-all':
        return (await renewMessages(tx, id, null, now)) > 0 ? 'again' : 'nothing'
      default:
        throw new Refusal('badForm')
    }
  })
}

/** Address, choices and secrets are written together: who reads them to change one of them waits for whoever does so now. */
function keepInTurn(tx: Tx, actor: WebhookKeeper): Promise<void> {
  return inTurn(tx, `webhooks of ${actor.kind === 'officer' ? actor.recipient : actor.organisationId}`)
}

function refuseOthers(actor: WebhookKeeper): void {
  if (!isAdministrator(actor)) throw new Refusal('forbidden')
}

export async function get(tx: Tx, id: string): Promise<Webhook<WebhookSecret>> {
  const webhook = isId(id) ? await findWebhook<WebhookSecret>(tx, id) : null
  if (!webhook) throw new Refusal('notFound')
  return webhook
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

async function record(tx: Tx, did: DoorAct, id: string, now: Date): Promise<void> {
  const { actor } = tx
  const person = personOf(actor)
  await tx.become({ kind: 'worker' })
  await recordAtDoor(tx, { did, person, details: { webhook: id }, now })
  await tx.become(actor)
}

type Read = { url: string; events: string[]; contentKey: string | null } | { problems: WebhookProblem[] }

function readWish(
  { url, events, contentKey }: WebhookWish,
  { demo, origin }: WebhookPlace,
  actor: WebhookKeeper,
): Read {
  const read = publicUrl(url, demo)
  const known = eventsOf(actor.kind).filter((event) => events.includes(event))
  const key = contentKey === '' || actor.kind === 'member' ? null : readPublicKey(contentKey)
  const problems: WebhookProblem[] = []
  if (url === '') problems.push({ field: 'url', code: 'urlMissing' })
  else if (!read) problems.push({ field: 'url', code: 'urlWrong' })
  else if (isSameHost(read, new URL(origin))) problems.push({ field: 'url', code: 'urlOwn' })
  if (known.length === 0) problems.push({ field: 'events', code: 'eventsMissing' })
  if (contentKey !== '' && actor.kind === 'officer' && key === null)
    problems.push({ field: 'content-key', code: 'keyWrong' })
  return problems.length > 0 || !read ? { problems } : { url: read.href, events: known, contentKey: key }
}
