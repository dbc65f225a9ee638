import type { Context, Worker } from '#db/context.ts'
import { deleteExpired } from '#db/retention/retention.server.ts'

/** So many of each kind in one transaction: short enough that nobody waits for its locks. */
const atOnce = 100

/** Deletes what is over its time, until nothing is. Broken off, the next run goes on. */
export async function deleteExpiredRecords({ db, now }: Context<Worker>): Promise<number> {
  let deleted = 0
  for (;;) {
    const some = await db.transaction((tx) => deleteExpired(tx, now, atOnce))
    if (some.length === 0) return deleted
    deleted += some.length
  }
}
