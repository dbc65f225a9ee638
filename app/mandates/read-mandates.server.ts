import type { Context, Filer } from '#db/context.ts'
import { listMandateFiles } from '#db/mandates/mandate-files.server.ts'
import { listActing } from '#db/mandates/mandate-names.server.ts'
import { listMandatesFor } from '#db/mandates/mandates.server.ts'
import { listSendings } from '#db/mandates/sendings.server.ts'

import { mandateView, sendingView, type MandateView, type SendingView } from './mandate-view.ts'

/** Every mandate for this report, and every sending that was asked for under one. */
export async function readMandates({ db, actor, now }: Context<Filer>): Promise<{
  mandates: readonly MandateView[]
  sendings: readonly SendingView[]
}> {
  const [mandates, sendings, files, vendors] = await db.transaction(async (tx) => {
    const given = await listMandatesFor(tx, actor.reportId)
    const asked = await listSendings(tx, actor.reportId)
    const under = asked.map(({ mandateId }) => mandateId)
    return [given, asked, await listMandateFiles(tx, given), await listActing(tx, actor.reportId, under)] as const
  })
  return {
    mandates: mandates.map((one) => mandateView(one, now, files.get(one.id))),
    sendings: sendings.map((one) => sendingView(one, vendors.get(one.mandateId) ?? '')),
  }
}
