import type { Context, Worker } from '#db/context.ts'
import { deleteAbandoned, forgetNetworks, knownFiles } from '#db/files/files.server.ts'

import type { Shelf } from './shelf.server.ts'

const hour = 3_600_000
/** So long somebody may go on with a file that broke off. */
const patience = 24 * hour

/** Throws away what never arrived whole, and bytes of which there is no row (any more). Returns how many. */
export async function sweepFiles({ db, now }: Context<Worker>, { store }: Pick<Shelf, 'store'>): Promise<number> {
  const before = new Date(now.getTime() - patience)
  const abandoned = await db.transaction((tx) => deleteAbandoned(tx, before))
  await db.transaction((tx) => forgetNetworks(tx, before))
  // A row is there before its first byte; the hour is for clocks that differ.
  const old = (await store.list()).filter(({ since }) => since.getTime() < now.getTime() - hour)
  const ids = old.map(({ file }) => file).filter((file) => /^[0-9a-f-]{36}$/.test(file))
  const known = await db.transaction((tx) => knownFiles(tx, ids))
  const gone = new Set([...abandoned, ...ids.filter((id) => !known.has(id))])
  for (const id of gone) await store.remove(id)
  return gone.size
}
