import type { Tx } from '#db/context.ts'
import type { SubmittedClock } from '#db/submissions/submissions.server.ts'

type Times = 'startedAt' | 'dueAt' | 'cautiousAt' | 'guidelineAt'

export type ClockLine = Omit<SubmittedClock, Times> & Record<Times, Date | null>

/** The running clocks of a report that the actor may see, what is due first; those of one recipient when it is named. */
export function listClocks(tx: Tx, reportId: string, recipient?: string): Promise<ClockLine[]> {
  const { sql } = tx
  return sql<ClockLine[]>`
    select recipient, clock, report, starts_from, started_at, due_kind, due_at, cautious_at, guideline_at
    from clocks where report_id = ${reportId} and ended_at is null ${recipient ? sql`and recipient = ${recipient}` : sql``}
    order by due_at, recipient, clock`
}

/** Those that an earlier report set and a later one no longer does. */
export function listEndedClocks(tx: Tx, reportId: string): Promise<(ClockLine & { endedAt: Date })[]> {
  return tx.sql<(ClockLine & { endedAt: Date })[]>`
    select recipient, clock, report, starts_from, started_at, due_kind, due_at, cautious_at, guideline_at, ended_at
    from clocks where report_id = ${reportId} and ended_at is not null
    order by ended_at, recipient, clock`
}
