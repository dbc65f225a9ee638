import { recordAudit } from '#db/audit/audit.server.ts'
import { addLabel, getCaseFile, getCaseToActOn, removeLabel } from '#db/case-files/case-files.server.ts'
import type { Context, Officer } from '#db/context.ts'

import { limits, type ActProblem, type ActResult } from './act.ts'

/** Labels are the body's own words for its cases; nobody outside sees them. */
export async function labelCase({ db, now }: Context<Officer>, id: string, label: string): Promise<ActResult> {
  return db.transaction(async (tx) => {
    const { reportId, labels } = await getCaseToActOn(tx, id)
    const problems = problemsOf(label, labels)
    if (problems.length > 0) return { problems }

    await addLabel(tx, id, label, now)
    await recordAudit(tx, { reportId, did: 'case.labelled', subject: id, now })
    return { done: 'labelled' }
  })
}

export async function unlabelCase({ db, now }: Context<Officer>, id: string, label: string): Promise<ActResult> {
  return db.transaction(async (tx) => {
    const { reportId } = await getCaseFile(tx, id)
    await removeLabel(tx, id, label)
    await recordAudit(tx, { reportId, did: 'case.unlabelled', subject: id, now })
    return { done: 'unlabelled' }
  })
}

function problemsOf(label: string, labels: readonly string[]): ActProblem[] {
  const field = 'label'
  if (label === '') return [{ field, code: 'labelMissing' }]
  if ([...label].length > limits.label) return [{ field, code: 'labelTooLong', values: { max: limits.label } }]
  const full = labels.length >= limits.labels && !labels.includes(label)
  return full ? [{ field, code: 'labelTooMany', values: { max: limits.labels } }] : []
}
