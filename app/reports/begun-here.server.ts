import { contextOf } from '#app/context.ts'
import { openHere, type DoorArgs } from '#app/http/session.server.ts'
import { readFiling } from '#db/reports/drafts.server.ts'

import { secretToShow } from './keep-codes.server.ts'

export interface BegunReport {
  reference: string
  /** As long as it can be shown. */
  secret: string | null
}

/** The report that is open in this browser, if somebody has answered anything: its secret may be on no paper yet. */
export async function begunHere(args: DoorArgs): Promise<BegunReport | null> {
  const held = await openHere(args)
  if (!held) return null
  const { db } = contextOf(args.context, held)
  const filing = await db.transaction((tx) => readFiling(tx, held.reportId))
  const isBegun = filing !== null && (filing.draft.version > 1 || filing.report.revisionNumber > 0)
  const { reference } = held
  return isBegun ? { reference, secret: secretToShow(args, reference)?.secret ?? null } : null
}
