import type { Context, Filer } from '#db/context.ts'
import { intakeView, type IntakeView } from '#app/intakes/intake-view.ts'
import { listHandOvers } from '#db/hand-overs.server.ts'
import { findIntakeOf } from '#db/intakes.server.ts'
import { asShown, openingsShown } from '#db/openings.server.ts'
import { listReturns } from '#db/returns.server.ts'

import { handOverView, type HandOverView } from './hand-over-view.ts'
import { returnView, type ReturnView } from './return-view.ts'

export interface Passings {
  handOvers: readonly HandOverView[]
  returns: readonly ReturnView[]
  intake: IntakeView | null
}

/** What bodies typed, passed on or gave back of the reporter's own report. */
export async function readPassings({ db, actor, now }: Context<Filer>): Promise<Passings> {
  const { reportId } = actor
  const [handOvers, returns, intake, shown] = await db.transaction((tx) =>
    Promise.all([
      listHandOvers(tx, reportId),
      listReturns(tx, reportId),
      findIntakeOf(tx, reportId),
      openingsShown(tx, reportId, now),
    ]),
  )
  return {
    handOvers: handOvers.map((one) => handOverView(asShown(shown, one))),
    returns: returns.map(returnView),
    intake: intake && intakeView(intake),
  }
}
