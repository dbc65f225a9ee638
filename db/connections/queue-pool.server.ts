/** Connections for the queue's library, which takes only those of `pg`. */
import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'pg'

export interface QueuePool {
  pool: Pool
  /** Ends every connection and sees each of them out; a server that hangs is waited for `patience` ms. Never throws. */
  end(patience?: number): Promise<void>
}

/**
 * The library's own pool stops listening before its connections have ended, and waits for none of them: a server that
 * stops at that moment says so to nobody, and an error that nobody hears ends the process. These are listened to until
 * the last of them is gone.
 */
export function openQueuePool(url: string, most: number): QueuePool {
  const pool = new Pool({ connectionString: url, max: most, application_name: 'madoguchi queue' })
  const open = new Set<Promise<void>>()
  pool.on('error', () => {}) // a connection that broke while idle: the pool has dropped it, and opens another
  pool.on('connect', (client) => {
    client.on('error', () => {}) // whoever asked on it is told by the failed question
    const { promise, resolve } = Promise.withResolvers<void>()
    const gone = promise.finally(() => open.delete(gone))
    open.add(gone)
    client.once('end', resolve)
  })
  return {
    pool,
    async end(patience = 3_000) {
      const ended = pool.end().then(() => Promise.all(open))
      await Promise.race([ended, wait(patience, undefined, { ref: false })])
    },
  }
}
