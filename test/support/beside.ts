/** Two people in the same moment: what the second one begins while the transaction of the first is open. */
import type { ActingDb } from '#db/context.ts'
import { somebodyWaits, type TestDatabase } from './database.ts'

/** Its transactions do their work, and end only once what is begun `meanwhile` waits for them. */
export function openUntil(database: TestDatabase, db: ActingDb, meanwhile: () => void): ActingDb {
  return {
    ...db,
    as: (actor) => openUntil(database, db.as(actor), meanwhile),
    transaction: (work) =>
      db.transaction(async (tx) => {
        const done = await work(tx)
        meanwhile()
        await somebodyWaits(database)
        return done
      }),
  }
}
