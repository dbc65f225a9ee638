import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { assignCaseFile, claimCaseFile, getCaseFile } from '#db/case-files/case-files.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Officer, Tx } from '#db/context.ts'
import { listOfficers } from '#db/people/people.server.ts'

import type { ActResult } from './act.ts'
import { colleaguesFor } from './colleagues.ts'

/** Takes a case that nobody has. Of two officers at the same moment one is first; the other is told who. */
export async function claimCase({ db, actor, now }: Context<Officer>, id: string): Promise<ActResult> {
  return db.transaction(async (tx) => {
    const { reportId } = await getCaseFile(tx, id)
    if (await claimCaseFile(tx, id, now)) {
      await recordAudit(tx, { reportId, did: 'case.claimed', subject: id, now })
      return { done: 'claimed' }
    }
    const { assignee } = await getCaseFile(tx, id)
    if (assignee?.officerId === actor.officerId) return { done: 'claimed' } // a double click
    return { problems: [{ field: 'claim', code: 'takenBy', values: { name: assignee?.name ?? '' } }] }
  })
}

/**
 * Gives a case to a colleague who may see it, or to nobody. `was`: who had it on the page that this was decided on, or
 * nobody (empty); a colleague who took it meanwhile is not pushed out unseen.
 */
export async function assignCase(
  { db, actor, now }: Context<Officer>,
  id: string,
  officerId: string | null,
  was?: string,
): Promise<ActResult> {
  return db.transaction(async (tx) => {
    await inTurn(tx, `assign ${id}`)
    const wish = { id, officerId, was, own: actor.officerId, now }
    const done = (await assignTo(tx, wish)) ?? (await assignTo(tx, wish)) // taken in this moment: it is looked at anew
    if (!done) throw new Refusal('conflict')
    return done
  })
}

interface Assigning {
  id: string
  officerId: string | null
  was: string | undefined
  /** Whoever assigns it, who is not told. */
  own: string
  now: Date
}

/** Null when somebody took or left it between the look and the act. */
async function assignTo(tx: Tx, { id, officerId, was, own, now }: Assigning): Promise<ActResult | null> {
  const [file, officers] = await Promise.all([getCaseFile(tx, id), listOfficers(tx)])
  const colleagues = colleaguesFor(file, officers)
  if (officerId !== null && !colleagues.some((colleague) => colleague.officerId === officerId)) {
    return { problems: [{ field: 'officer', code: 'assigneeUnknown' }] }
  }
  const has = file.assignee?.officerId ?? ''
  if (was !== undefined && was !== has) {
    if (has === (officerId ?? '')) return { done: officerId ? 'assigned' : 'released' } // a double click, or agreed
    const code = file.assignee ? 'assignedMeanwhile' : 'releasedMeanwhile'
    return { problems: [{ field: 'officer', code, values: { name: file.assignee?.name ?? '' } }] }
  }
  if (!(await assignCaseFile(tx, id, { from: has || null, to: officerId }, now))) return null
  const details = { officer: officerId }
  await recordAudit(tx, { reportId: file.reportId, did: 'case.assigned', subject: id, details, now })
  if (officerId && officerId !== own) await queueNotice(tx, { to: { officerId }, event: 'assignment' })
  return { done: officerId ? 'assigned' : 'released' }
}
