import type { Context, Holder } from '#db/context.ts'
import { listHandOvers } from '#db/hand-overs.server.ts'
import { listReturns } from '#db/returns.server.ts'

import { handOverView, type HandOverView } from './hand-over-view.ts'
import { returnView, type ReturnView } from './return-view.ts'

export interface Passings {
  handOvers: readonly HandOverView[]
  returns: readonly ReturnView[]
}

/** What bodies passed on or gave back of the reporter's own report. */
export async function readPassings({ db, actor }: Context<Holder>): Promise<Passings> {
  const { reportId } = actor
  const [handOvers, returns] = await db.transaction((tx) =>
    Promise.all([listHandOvers(tx, reportId), listReturns(tx, reportId)]),
  )
  return { handOvers: handOvers.map(handOverView), returns: returns.map(returnView) }
}
