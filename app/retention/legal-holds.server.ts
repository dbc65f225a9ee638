import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Officer, Operator } from '#db/context.ts'
import { findReportId, insertLegalHold, liftLegalHold } from '#db/retention/legal-holds.server.ts'
import { normaliseReference } from '#db/sealing/secrets.server.ts'

import { reasonProblems, type ReasonProblem } from './typed-reason.ts'

export type HoldProblem = ReasonProblem | 'unknownReference' | 'heldAlready' | 'notHeld' | 'mayNot'

/** Nothing of this body's case file is deleted until it is lifted. The reason stays with the body. */
export async function holdCase(
  { db, actor, now }: Context<Officer>,
  { reportId, reference }: { reportId: string; reference: string },
  reason: string,
): Promise<HoldProblem[]> {
  const problems = actor.role === 'reader' ? ['mayNot' as const] : reasonProblems(reason)
  if (problems.length > 0) return problems
  return hold({ db, actor, now }, { reportId, reference, reason })
}

/** Nothing of this report is deleted, at whatever body, until it is lifted. */
export async function holdReport(context: Context<Operator>, typed: string, reason: string): Promise<HoldProblem[]> {
  const problems: HoldProblem[] = reasonProblems(reason)
  const reference = normaliseReference(typed)
  const reportId = reference && (await context.db.transaction((tx) => findReportId(tx, reference)))
  if (!reference || !reportId) problems.push('unknownReference')
  if (problems.length > 0 || !reference || !reportId) return problems
  return hold(context, { reportId, reference, reason })
}

function hold(
  { db, now }: Context<Officer> | Context<Operator>,
  about: { reportId: string; reference: string; reason: string },
): Promise<HoldProblem[]> {
  return db.transaction(async (tx) => {
    const id = await insertLegalHold(tx, { ...about, now })
    if (!id) return ['heldAlready']
    await recordAudit(tx, { reportId: about.reportId, did: 'deletion.held', subject: id, now })
    return []
  })
}

/** From now on periods count again. Whoever set it lifts it: the body, or an operator. */
export async function liftHold(
  { db, actor, now }: Context<Officer> | Context<Operator>,
  id: string,
  reason: string,
): Promise<HoldProblem[]> {
  const problems = actor.kind === 'officer' && actor.role === 'reader' ? ['mayNot' as const] : reasonProblems(reason)
  if (problems.length > 0) return problems
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return ['notHeld']
  return db.transaction(async (tx) => {
    const reportId = await liftLegalHold(tx, id, reason, now)
    if (!reportId) return ['notHeld']
    await recordAudit(tx, { reportId, did: 'deletion.released', subject: id, now })
    return []
  })
}
