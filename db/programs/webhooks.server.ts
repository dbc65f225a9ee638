/** Where programs of bodies and filers want to be told what happened; see migrations/110-webhooks.sql. */
import type { Actor, Tx } from '#db/context.ts'
import { webhookPlace } from '#db/places.ts'
import { newId } from '#db/sealing/secrets.server.ts'

/** Not a recipient of reports: the owner of the key that addresses and secrets are sealed with. */
const keyOwner = 'webhooks'

/** What only the two sides know. The secrets' form is the sender's business. */
export interface WebhookContent<Secret> {
  url: string
  /** The newest first. */
  secrets: Secret[]
}

export interface Webhook<Secret> extends WebhookContent<Secret> {
  id: string
  recipient: string | null
  prefecture: string | null
  organisationId: string | null
  events: string[]
  contentKey: string | null
  madeAt: Date
  pausedAt: Date | null
  pausedWhy: 'person' | 'gone' | null
  failures: number
  restUntil: Date | null
}

type Row = Omit<Webhook<never>, 'url' | 'secrets'> & { content: Buffer }

const columns = `id, recipient, prefecture, organisation_id, content, events, content_key, made_at, paused_at, paused_why,
  failures, rest_until`

/** Those of the actor, oldest first. */
export async function listWebhooks<Secret>(tx: Tx): Promise<Webhook<Secret>[]> {
  const rows = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from webhook_endpoints where removed_at is null order by made_at, id`
  return Promise.all(rows.map((row) => opened<Secret>(tx, row)))
}

export async function findWebhook<Secret>(tx: Tx, id: string): Promise<Webhook<Secret> | null> {
  const [row] = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from webhook_endpoints where id = ${id} and removed_at is null`
  return row ? opened<Secret>(tx, row) : null
}

async function opened<Secret>(tx: Tx, { content, ...row }: Row): Promise<Webhook<Secret>> {
  const key = await tx.recipientKey(keyOwner)
  return { ...row, ...key.unseal<WebhookContent<Secret>>(webhookPlace(row.id, tenantOf(row)), content) }
}

const tenantOf = ({ recipient, organisationId }: Pick<Row, 'recipient' | 'organisationId'>): string =>
  recipient ?? organisationId ?? ''

/** Whose endpoints the actor looks after. */
function ownerOf(actor: Actor): Pick<Row, 'recipient' | 'prefecture' | 'organisationId'> {
  if (actor.kind === 'officer') {
    return { recipient: actor.recipient, prefecture: actor.prefecture, organisationId: null }
  }
  if (actor.kind !== 'member' && actor.kind !== 'vendor') throw new Error('only bodies and filers have webhooks')
  return { recipient: null, prefecture: null, organisationId: actor.organisationId }
}

/** What happens from now on is told. Returns its id. */
export async function insertWebhook<Secret>(
  tx: Tx,
  {
    events,
    contentKey,
    now,
    ...content
  }: WebhookContent<Secret> & { events: string[]; contentKey: string | null; now: Date },
): Promise<string> {
  const [id, owner] = [newId(), ownerOf(tx.actor)]
  const sealed = (await tx.recipientKey(keyOwner)).seal(webhookPlace(id, tenantOf(owner)), content)
  await tx.sql`
    insert into webhook_endpoints (id, recipient, prefecture, organisation_id, content, events, content_key, made_at, since)
    values (${id}, ${owner.recipient}, ${owner.prefecture}, ${owner.organisationId}, ${sealed}, ${events}, ${contentKey},
      ${now}, ${now})`
  return id
}

export async function changeWebhook<Secret>(
  tx: Tx,
  webhook: Pick<Webhook<Secret>, 'id' | 'recipient' | 'organisationId' | 'url' | 'secrets' | 'events' | 'contentKey'>,
): Promise<void> {
  const { id, url, secrets, events, contentKey } = webhook
  const sealed = (await tx.recipientKey(keyOwner)).seal(webhookPlace(id, tenantOf(webhook)), { url, secrets })
  await tx.sql`
    update webhook_endpoints set content = ${sealed}, events = ${events}, content_key = ${contentKey} where id = ${id}`
}

/** What happens in a pause is not told; what waits goes on waiting. */
export async function pauseWebhook(tx: Tx, id: string, why: 'person' | 'gone', now: Date): Promise<void> {
  await tx.sql`
    update webhook_endpoints set paused_at = ${now}, paused_why = ${why} where id = ${id} and paused_at is null`
}

export async function resumeWebhook(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.sql`
    update webhook_endpoints set paused_at = null, paused_why = null, since = ${now}, failures = 0, rest_until = null
    where id = ${id} and paused_at is not null`
}

/** Its messages are given up, and go with the old ones. */
export async function removeWebhook(tx: Tx, id: string, now: Date): Promise<boolean> {
  await tx.sql`
    update webhook_messages set next_try_at = null, failed_at = ${now} where endpoint_id = ${id} and next_try_at is not null`
  const removed = await tx.sql`
    update webhook_endpoints set removed_at = ${now} where id = ${id} and removed_at is null returning id`
  return removed.length > 0
}

/**
 * As the worker: writes down what is to be told, and returns the endpoints that something can be sent to now. It looks
 * back `glance` ms; null looks back as far as something may have committed late.
 */
export async function gatherWebhooks(tx: Tx, now: Date, glance: number | null): Promise<string[]> {
  const back = glance === null ? null : `${glance} milliseconds`
  const rows = await tx.sql<{ id: string }[]>`select webhook_gather(${now}, ${back}::interval) as id`
  return rows.map(({ id }) => id)
}

/** As the worker: nobody else sends to it until then. Null: somebody does, or nobody may. */
export async function claimWebhook<Secret>(
  tx: Tx,
  id: string,
  now: Date,
  until: Date,
): Promise<Webhook<Secret> | null> {
  const [row] = await tx.sql<Row[]>`
    update webhook_endpoints set claimed_until = ${until}
    where id = ${id} and removed_at is null and paused_at is null and (claimed_until is null or claimed_until <= ${now})
      and (rest_until is null or rest_until <= ${now})
    returning ${tx.sql.unsafe(columns)}`
  return row ? opened<Secret>(tx, row) : null
}

/** Whoever sends goes on sending. */
export async function keepWebhook(tx: Tx, id: string, until: Date): Promise<void> {
  await tx.sql`update webhook_endpoints set claimed_until = ${until} where id = ${id}`
}

/** It is not left in peace while somebody waits for a test that was asked for meanwhile. */
export async function releaseWebhook(
  tx: Tx,
  { id, failures, restUntil }: { id: string; failures: number; restUntil: Date | null },
): Promise<void> {
  await tx.sql`
    update webhook_endpoints set claimed_until = null, failures = ${failures},
      rest_until = case when exists (select from webhook_messages m where m.endpoint_id = ${id} and m.key like 'test %'
        and m.tries = 0 and m.next_try_at is not null) then null else ${restUntil}::timestamptz end
    where id = ${id}`
}
