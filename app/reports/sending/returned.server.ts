import { listReturnedBy } from '#db/case-files/returns.server.ts'
import type { ActingDb } from '#db/context.ts'
import type { Report } from '#db/reports/reports.server.ts'
import type { RecipientId } from '#forms/plan.ts'
import type { Choices } from '#forms/projection.ts'

/** Bodies that gave back what they were sent; nothing can have come back of a report that was not sent. */
export async function returnedBy(db: ActingDb, report: Report): Promise<readonly RecipientId[]> {
  return report.revisionNumber === 0 ? [] : db.transaction((tx) => listReturnedBy(tx, report.id))
}

/** Whoever gave it back gets nothing more, unless a duty demands it (`projectionFor`) or the reporter chooses it again. */
export const without = (choices: Choices, returned: readonly RecipientId[]): Choices =>
  returned.length === 0 ? choices : { ...choices, declined: [...new Set([...choices.declined, ...returned])] }

export const choicesFor = async (db: ActingDb, report: Report, choices: Choices): Promise<Choices> =>
  without(choices, await returnedBy(db, report))
