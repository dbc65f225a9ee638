import type { QueueLine } from '#db/case-files/case-files.server.ts'
import { markSeen } from '#db/case-files/sightings.server.ts'
import type { Context, Officer } from '#db/context.ts'

/** The officer's own bookmark: the queue shows what is new to this person. */
export async function seeCase({ db, now }: Context<Officer>, { id, revisionNumber }: QueueLine): Promise<void> {
  await db.transaction((tx) => markSeen(tx, id, revisionNumber, now))
}
