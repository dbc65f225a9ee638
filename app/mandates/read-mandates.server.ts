import type { Context, Filer } from '#db/context.ts'
import { listMandateFiles } from '#db/mandates/mandate-files.server.ts'
import { listMandatesFor } from '#db/mandates/mandates.server.ts'
import { listSendings } from '#db/mandates/sendings.server.ts'

import { mandateView, sendingView, type MandateView, type SendingView } from './mandate-view.ts'

/** Every mandate for this report, and every sending that was asked for under one. */
export async function readMandates({ db, actor, now }: Context<Filer>): Promise<{
  mandates: readonly MandateView[]
  sendings: readonly SendingView[]
}> {
  const [mandates, sendings, files] = await db.transaction(async (tx) => {
    const given = await listMandatesFor(tx, actor.reportId)
    return [given, await listSendings(tx, actor.reportId), await listMandateFiles(tx, given)] as const
  })
  return {
    mandates: mandates.map((one) => mandateView(one, now, files.get(one.id))),
    sendings: sendings.map(sendingView),
  }
}
