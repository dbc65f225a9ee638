import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import { settleEscalations } from '#db/case-files/escalations.server.ts'
import type { Context, Officer } from '#db/context.ts'

import type { ActResult } from './act.ts'

/** Takes the mark of an escalation off: somebody has looked into it. The rule stays, and does not fire again here. */
export async function settleCase({ db, now }: Context<Officer>, id: string): Promise<ActResult> {
  return db.transaction(async (tx) => {
    const { reportId } = await getCaseFile(tx, id)
    if (await settleEscalations(tx, id, now)) {
      await recordAudit(tx, { reportId, did: 'case.settled', subject: id, now })
    }
    return { done: 'settled' } // also when a colleague was first
  })
}
