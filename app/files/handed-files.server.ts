import type { Context, Officer } from '#db/context.ts'
import { filesAtHand } from '#db/files/files.server.ts'
import type { Projection } from '#forms/projection.ts'

import { receivedIn } from './received-in.ts'

/** The files that came by a hand-over. Of older ones only the list came, and what cannot be taken is not offered. */
export async function handedFiles({ db }: Context<Officer>, projection: Projection) {
  const listed = receivedIn(projection)
  const ids = listed.map(({ file }) => file.id)
  const atHand = await db.transaction((tx) => filesAtHand(tx, ids))
  return listed.filter(({ file }) => atHand.has(file.id))
}
