import { severities } from '#app/case-files/severities.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import { setAssessment } from '#db/case-files/responsibility.server.ts'
import type { Context, Officer } from '#db/context.ts'

import { problemsOfLength, type ActProblem, type ActResult } from './act.ts'

/** How grave the body takes the case to be, apart from what the reporter says. An empty choice takes it back. */
export async function assessCase(
  { db, now }: Context<Officer>,
  id: string,
  { severity, reason }: { severity: string; reason: string },
): Promise<ActResult> {
  const step = severities.findIndex((known) => known === severity)
  const unknown: ActProblem[] = severity && step < 0 ? [{ field: 'severity', code: 'severityUnknown' }] : []
  const problems = [...unknown, ...problemsOfLength('reason', reason, 'why')]
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const { reportId } = await getCaseFile(tx, id)
    await setAssessment(tx, id, severity ? { severity: step, reason } : null, now)
    const details = { severity: severity || null }
    await recordAudit(tx, { reportId, did: 'case.assessed', subject: id, details, now })
    return { done: severity ? 'assessed' : 'unassessed' }
  })
}
