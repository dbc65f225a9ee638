import type { Context, Holder } from '#db/context.ts'
import { listHandOvers } from '#db/hand-overs.server.ts'

import { handOverView, type HandOverView } from './hand-over-view.ts'

/** What bodies passed on of the reporter's own report. */
export async function readPassings({ db, actor }: Context<Holder>): Promise<{ handOvers: readonly HandOverView[] }> {
  const handOvers = await db.transaction((tx) => listHandOvers(tx, actor.reportId))
  return { handOvers: handOvers.map(handOverView) }
}
