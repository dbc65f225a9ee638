/** Calls of programs that changed something, by their idempotency keys: in one transaction with the change. */
import type { Tx } from '#db/context.ts'

export interface AnsweredCall {
  digest: Buffer
  answer: unknown
}

/** One call at a time under a key. False while another one runs; the lock ends with the transaction. */
export async function lockCall(tx: Tx, clientId: string, key: string): Promise<boolean> {
  const [row] = await tx.sql<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${clientId} ${key}`}, 0)) as locked`
  return row?.locked ?? false
}

export async function findCall(tx: Tx, clientId: string, key: string): Promise<AnsweredCall | null> {
  const [call] = await tx.sql<AnsweredCall[]>`
    select digest, answer from machine_calls where client_id = ${clientId} and key = ${key}`
  return call ?? null
}

export async function insertCall(
  tx: Tx,
  call: { clientId: string; key: string; digest: Uint8Array; answer: unknown; now: Date },
): Promise<void> {
  const { clientId, key, digest, answer, now } = call
  await tx.sql`
    insert into machine_calls (client_id, key, digest, answer, answered_at)
    values (${clientId}, ${key}, ${digest}, ${JSON.stringify(answer)}::text::json, ${now})`
}

/** As the worker. */
export async function removeCalls(tx: Tx, before: Date): Promise<void> {
  await tx.sql`delete from machine_calls where answered_at < ${before}`
}
