import type { Context, Filer } from '#db/context.ts'
import { listMandatesFor } from '#db/mandates.server.ts'
import { listSendings } from '#db/sendings.server.ts'

import { mandateView, sendingView, type MandateView, type SendingView } from './mandate-view.ts'

/** Every mandate for this report, and every sending that was asked for under one. */
export async function readMandates({ db, actor, now }: Context<Filer>): Promise<{
  mandates: readonly MandateView[]
  sendings: readonly SendingView[]
}> {
  const [mandates, sendings] = await db.transaction((tx) =>
    Promise.all([listMandatesFor(tx, actor.reportId), listSendings(tx, actor.reportId)]),
  )
  return { mandates: mandates.map((one) => mandateView(one, now)), sendings: sendings.map(sendingView) }
}
