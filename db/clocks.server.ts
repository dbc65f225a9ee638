import type { Tx } from './context.ts'
import type { SubmittedClock } from './submissions.server.ts'

export interface ClockLine extends SubmittedClock {
  metAt: Date | null
}

/** The clocks of a report that the actor may see, what is due first; those of one recipient when it is named. */
export function listClocks(tx: Tx, reportId: string, recipient?: string): Promise<ClockLine[]> {
  const { sql } = tx
  return sql<ClockLine[]>`
    select recipient, clock, report, starts_from, started_at, due_kind, due_at, cautious_at, guideline_at, met_at
    from clocks where report_id = ${reportId} ${recipient ? sql`and recipient = ${recipient}` : sql``}
    order by due_at, recipient, clock`
}

/** The first time counts. */
export async function markMet(
  tx: Tx,
  { reportId, recipient, clock }: { reportId: string; recipient: string; clock: string },
  now: Date,
): Promise<boolean> {
  const met = await tx.sql`
    update clocks set met_at = ${now}
    where report_id = ${reportId} and recipient = ${recipient} and clock = ${clock} and met_at is null returning clock`
  return met.length > 0
}
