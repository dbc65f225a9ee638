/** Transactions that are written to the connection in one go: nothing waits for the answer to BEGIN. */
import type { PendingQuery, Row, Sql } from 'postgres'
import type { Actor, Reading } from '#db/context.ts'
import { actAs } from './actor-settings.ts'
import type { Lease } from './pool.server.ts'

/** It is awaited later; what follows may fail first. */
export function begin(sql: Sql, actor: Actor, reading?: Reading): Promise<unknown> {
  // A member who only reads cannot write, whatever a page forgot to ask.
  const begins = actor.kind === 'member' && actor.role === 'reader' ? 'begin read only' : 'begin'
  const began = Promise.all([sql.unsafe(begins).execute(), actAs(sql, actor, reading).execute()])
  began.catch(() => {})
  return began
}

/** BEGIN, the actor, one query and COMMIT. */
export async function atOnce<T extends readonly (Row | undefined)[]>(
  lease: Lease,
  actor: Actor,
  query: (sql: Sql) => PendingQuery<T>,
): Promise<T> {
  const { sql } = lease
  const began = begin(sql, actor)
  const asked = query(sql).execute()
  const committed = commit(lease)
  const [, result] = await Promise.all([began, asked, committed.catch(() => {})]) // the query's own error says more
  await committed
  return result
}

/**
 * What is asked after BEGIN went nowhere is asked on a new connection, as nobody, and finds nothing: "there is no such
 * report" would then be a lie. Returns the fault of the connection when there was one, and else the error that was thrown.
 */
export async function lostInstead(lease: Lease, began: Promise<unknown>, error: unknown): Promise<unknown> {
  const unbegun = await began.then(
    () => null,
    (fault: unknown) => fault,
  )
  if (unbegun !== null) return unbegun
  return lease.lost() ? connectionLost(error) : error
}

export const connectionLost = (cause?: unknown): Error =>
  Object.assign(new Error('the connection was lost', { cause }), { code: 'CONNECTION_LOST' })

/** PostgreSQL answers ROLLBACK when something failed before; a new connection knows of no transaction at all. */
export async function commit(lease: Lease): Promise<void> {
  const lost = lease.lost()
  const done = await lease.sql.unsafe('commit').execute()
  if (done.command === 'COMMIT' && !lost && !lease.lost()) return
  const code = lost || lease.lost() ? { code: 'CONNECTION_LOST' } : {}
  throw Object.assign(new Error('the transaction was not committed'), code)
}
