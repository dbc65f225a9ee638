import { intakeView, type IntakeView } from '#app/intakes/intake-view.ts'
import { listHandOvers } from '#db/case-files/hand-overs.server.ts'
import { findIntakeOf } from '#db/case-files/intakes.server.ts'
import { listReturns } from '#db/case-files/returns.server.ts'
import type { Context, Filer } from '#db/context.ts'
import { asShown, openingsShown } from '#db/reports/openings.server.ts'

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
