/** What is to be told to a webhook, and what became of it. */
import type { Tx } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'

export interface WebhookMessage {
  id: string
  event: string
  /** Ids and the reference. */
  data: Readonly<Record<string, string | number | null>>
  happenedAt: Date
  tries: number
  nextTryAt: Date | null
  arrivedAt: Date | null
  failedAt: Date | null
  triedAt: Date | null
  /** Of the last answer. */
  status: number | null
  problem: string | null
  took: number | null
}

type Row = Omit<WebhookMessage, 'data'> & { data: string }

const columns = `id, event, data, happened_at, tries, next_try_at, arrived_at, failed_at, tried_at, status, problem, took`

const read = (rows: readonly Row[]): WebhookMessage[] => rows.map((row) => ({ ...row, data: JSON.parse(row.data) }))

export type MessageState = 'waiting' | 'arrived' | 'failed'

const isIn: Record<MessageState, string> = {
  waiting: 'next_try_at is not null',
  arrived: 'arrived_at is not null',
  failed: 'failed_at is not null',
}

/** As its owner: the newest, of one state when it is named. */
export async function listMessages(
  tx: Tx,
  endpointId: string,
  { state, most }: { state?: MessageState; most: number },
): Promise<WebhookMessage[]> {
  return read(
    await tx.sql<Row[]>`
      select ${tx.sql.unsafe(columns)} from webhook_messages
      where endpoint_id = ${endpointId} ${state ? tx.sql.unsafe(`and ${isIn[state]}`) : tx.sql``}
      order by made_at desc, id desc limit ${most}`,
  )
}

export async function countMessages(tx: Tx, endpointId: string): Promise<Record<MessageState, number>> {
  const [row] = await tx.sql<Record<MessageState, number>[]>`
    select count(*) filter (where next_try_at is not null)::integer as waiting,
      count(*) filter (where arrived_at is not null)::integer as arrived,
      count(*) filter (where failed_at is not null)::integer as failed
    from webhook_messages where endpoint_id = ${endpointId}`
  return row ?? { waiting: 0, arrived: 0, failed: 0 }
}

/** As the worker: what is due, in the order in which it happened; but a test first, as somebody waits for its answer. */
export async function listDueMessages(tx: Tx, endpointId: string, now: Date, most: number): Promise<WebhookMessage[]> {
  return read(
    await tx.sql<Row[]>`
      select ${tx.sql.unsafe(columns)} from webhook_messages
      where endpoint_id = ${endpointId} and next_try_at <= ${now}
      order by key like 'test %' and tries = 0 desc, happened_at, id limit ${most}`,
  )
}

export interface Tried {
  id: string
  status: number | null
  problem: string | null
  took: number
  /** Null with a problem: it was the last try. */
  nextTryAt: Date | null
  now: Date
}

export async function recordTry(tx: Tx, { id, status, problem, took, nextTryAt, now }: Tried): Promise<void> {
  const arrivedAt = problem === null ? now : null
  const failedAt = problem !== null && nextTryAt === null ? now : null
  await tx.sql`
    update webhook_messages set tries = tries + 1, tried_at = ${now}, status = ${status}, problem = ${problem},
      took = ${took}, next_try_at = ${nextTryAt}, arrived_at = ${arrivedAt}, failed_at = ${failedAt}
    where id = ${id}`
}

/** Sends again what failed, or what arrived: under the same id, from the first try on. One message, or all that failed. */
export async function renewMessages(tx: Tx, endpointId: string, id: string | null, now: Date): Promise<number> {
  const renewed = await tx.sql`
    update webhook_messages set tries = 0, next_try_at = ${now}, failed_at = null, arrived_at = null
    where endpoint_id = ${endpointId} and next_try_at is null
      and ${id === null ? tx.sql`failed_at is not null` : tx.sql`id = ${id}`} returning id`
  if (renewed.length > 0) {
    await tx.sql`update webhook_endpoints set rest_until = null where id = ${endpointId}`
  }
  return renewed.length
}

/** Something that did not happen, to see whether it would be told. */
export async function insertTestMessage(tx: Tx, endpointId: string, event: string, now: Date): Promise<string> {
  const id = newId()
  await tx.sql`
    insert into webhook_messages (id, endpoint_id, key, event, data, happened_at, made_at, next_try_at)
    values (${id}, ${endpointId}, ${`test ${id}`}, ${event}, '{}', ${now}, ${now}, ${now})`
  await tx.sql`update webhook_endpoints set rest_until = null where id = ${endpointId}`
  return id
}

const kept = 30 // days

/** As the worker. What happened to a report is in its audit. */
export async function removeOldMessages(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - kept * 86_400_000)
  await tx.sql`delete from webhook_messages where made_at < ${before} and next_try_at is null`
}
