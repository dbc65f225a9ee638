import { severities } from '#app/case-files/severities.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import { findAssessment, setAssessment } from '#db/case-files/responsibility.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Officer } from '#db/context.ts'

import { problemsOfLength, type ActProblem, type ActResult } from './act.ts'

/**
 * How grave the body takes the case to be, apart from what the reporter says. An empty choice takes it back. `was`:
 * when the judgement was made that the page showed, if any; a colleague's newer one is not put aside unseen.
 */
export async function assessCase(
  { db, now }: Context<Officer>,
  id: string,
  { severity, reason, was }: { severity: string; reason: string; was?: string | undefined },
): Promise<ActResult> {
  const step = severities.findIndex((known) => known === severity)
  const unknown: ActProblem[] = severity && step < 0 ? [{ field: 'severity', code: 'severityUnknown' }] : []
  const problems = [...unknown, ...problemsOfLength('reason', reason, 'why')]
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    await inTurn(tx, `assess ${id}`)
    const [{ reportId }, has] = await Promise.all([getCaseFile(tx, id), findAssessment(tx, id)])
    if (was !== undefined && was !== (has?.assessedAt.toISOString() ?? '')) {
      const isSame = has ? has.severity === step && has.reason === reason : severity === ''
      if (isSame) return { done: severity ? 'assessed' : 'unassessed' } // a double click, or agreed
      const code = has ? 'assessedMeanwhile' : 'unassessedMeanwhile'
      return { problems: [{ field: 'severity', code, values: { name: has?.name ?? '' } }] }
    }
    await setAssessment(tx, id, severity ? { severity: step, reason } : null, now)
    const details = { severity: severity || null }
    await recordAudit(tx, { reportId, did: 'case.assessed', subject: id, details, now })
    return { done: severity ? 'assessed' : 'unassessed' }
  })
}
