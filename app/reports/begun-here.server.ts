import { contextOf } from '#app/context.ts'
import { textOf } from '#app/http/form.server.ts'
import { keptNames } from '#app/http/kept-form.ts'
import { openHere, type DoorArgs } from '#app/http/session.server.ts'
import { readFiling } from '#db/reports/drafts.server.ts'
import { normaliseReference } from '#db/sealing/secrets.server.ts'

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

/**
 * Before another report is opened, whose reference was typed. One browser has one report open. The page that names it says
 * which one is closed; another page did not know of it.
 */
export async function mustAskToClose(args: DoorArgs, form: FormData, reference: string): Promise<boolean> {
  const begun = await begunHere(args)
  return (
    begun !== null &&
    begun.reference !== normaliseReference(reference) &&
    textOf(form, keptNames.closes) !== begun.reference
  )
}
