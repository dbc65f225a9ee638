import { visitContext } from '#app/context.ts'
import { takeFlash } from '#app/http/flash.server.ts'
import { readCookie } from '#app/http/cookie.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'

import { isIntake } from './intake-mark.server.ts'
import { secretToShow } from './keep-codes.server.ts'
import type { ReportFrame } from './report-page.tsx'

/** What every page of a report shows around its own matter. */
export function frameOf(args: DoorArgs, reference: string): ReportFrame {
  const { secret, unfolded } = secretToShow(args, reference) ?? { secret: null, unfolded: false }
  const intake = isIntake(args, reference)
  const person = readCookie(args.request.headers, 'staff', args.context.get(visitContext).secure) !== undefined
  return { reference, secret, unfolded, notice: takeFlash(args), intake, signedIn: person && !intake }
}
