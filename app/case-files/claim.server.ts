import type { Context, Officer } from '#db/context.ts'
import { recordAudit } from '#db/audit.server.ts'
import { assignCaseFile, claimCaseFile, getCaseFile } from '#db/case-files.server.ts'
import { listOfficers } from '#db/people.server.ts'

import type { ActResult } from './act.ts'

/** Takes a case that nobody has. Of two officers at the same moment one is first; the other is told who. */
export async function claimCase({ db, now }: Context<Officer>, id: string): Promise<ActResult> {
  return db.transaction(async (tx) => {
    const claimed = await claimCaseFile(tx, id, now)
    const { reportId, assignee } = await getCaseFile(tx, id)
    if (!claimed) return { problems: [{ field: 'claim', code: 'takenBy', values: { name: assignee?.name ?? '' } }] }

    await recordAudit(tx, { reportId, did: 'case.claimed', subject: id, now })
    return { done: 'claimed' }
  })
}

/** Gives a case to a colleague of the same body, or to nobody. */
export async function assignCase(
  { db, now }: Context<Officer>,
  id: string,
  officerId: string | null,
): Promise<ActResult> {
  return db.transaction(async (tx) => {
    const [{ reportId }, colleagues] = await Promise.all([getCaseFile(tx, id), listOfficers(tx)])
    if (officerId !== null && !colleagues.some((colleague) => colleague.officerId === officerId)) {
      return { problems: [{ field: 'officer', code: 'assigneeUnknown' }] }
    }
    await assignCaseFile(tx, id, officerId, now)
    await recordAudit(tx, { reportId, did: 'case.assigned', subject: id, details: { officer: officerId }, now })
    return { done: officerId ? 'assigned' : 'released' }
  })
}
