import type { Context, Filer } from '#db/context.ts'
import { findOpenApproval, needsApproval } from '#db/reports/approvals.server.ts'
import type { Report } from '#db/reports/reports.server.ts'

/** Somebody whose word counts as a second person's: an approver or an administrator, and no key or mandate. */
export const mayApprove = (actor: Filer): boolean =>
  actor.kind === 'member' && (actor.role === 'approver' || actor.role === 'administrator')

/**
 * Does a sending wait for a second person? Only where the report's organisation wants one; a report of nobody's asks the
 * store nothing. What was asked for by somebody else, for this very draft, an approver may send. `version` null: an answer
 * to a question, or a vendor's sending that the client looks at; there the approver is the second person.
 */
export async function waitsForSecond(
  { db, actor }: Context<Filer>,
  report: Pick<Report, 'id' | 'organisationId'>,
  version: number | null,
): Promise<boolean> {
  if (report.organisationId === null) return false
  return db.transaction(async (tx) => {
    if (!(await needsApproval(tx, report.id))) return false
    if (actor.kind !== 'member' || !mayApprove(actor)) return true
    if (version === null) return false
    const open = await findOpenApproval(tx, report.id)
    return !(open?.stands && open.draftVersion === version && open.askedBy !== actor.accountId)
  })
}
