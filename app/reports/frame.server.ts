import { takeFlash } from '#app/http/flash.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'

import { secretToShow } from './keep-codes.server.ts'
import type { ReportFrame } from './report-page.tsx'

/** What every page of a report shows around its own matter. */
export function frameOf(args: DoorArgs, reference: string): ReportFrame {
  return { reference, secret: secretToShow(args, reference), notice: takeFlash(args) }
}
