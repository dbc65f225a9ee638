import type { Context, Operator } from '#db/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { insertPeriod, kindsOfBodies, retentionKinds, type Period } from '#db/retention/retention.server.ts'

import { reasonProblems, type ReasonProblem } from './typed-reason.ts'

export interface TypedPeriod {
  kind: string
  recipient: string
  days: string
  basis: string
  reason: string
}

export type PeriodProblem = ReasonProblem | 'badKind' | 'notOfBodies' | 'badBody' | 'badDays' | 'badBasis' | 'stale'

/** Sets how long a kind is kept from now on; with a shorter period the next run of the worker deletes at once. */
export async function setPeriod(
  { db, now }: Context<Operator>,
  typed: TypedPeriod,
  bodies: readonly string[],
): Promise<PeriodProblem[]> {
  const kind = retentionKinds.find((one) => one === typed.kind)
  const basis = (['own-choice', 'rule'] as const).find((one) => one === typed.basis)
  const days = /^\d{1,5}$/.test(typed.days) ? Number(typed.days) : 0
  const recipient = typed.recipient || null
  const problems: PeriodProblem[] = []
  if (!kind) problems.push('badKind')
  if (kind && recipient && !kindsOfBodies.includes(kind)) problems.push('notOfBodies')
  if (recipient && !bodies.includes(recipient)) problems.push('badBody')
  if (days < 1 || days > 36_500) problems.push('badDays')
  if (!basis) problems.push('badBasis')
  problems.push(...reasonProblems(typed.reason))
  if (problems.length > 0 || !kind || !basis) return problems

  await db.transaction(async (tx) => {
    await insertPeriod(tx, { kind, recipient, days, basis, reason: typed.reason }, now)
    await recordAtDoor(tx, { did: 'policy.retention-changed', person: null, details: { kind, recipient, days }, now })
  })
  return []
}

/** Those that count now, and those that counted before, newest first. */
export function currentAndPast(periods: readonly Period[]): { current: Period[]; past: Period[] } {
  const newest = Map.groupBy(periods, ({ kind, recipient }) => `${kind} ${recipient ?? ''}`)
  const current = [...newest.values()].flatMap(([first]) => first ?? [])
  const inOrder = retentionKinds.flatMap((kind) => current.filter((period) => period.kind === kind))
  return { current: inOrder, past: periods.filter((period) => !current.includes(period)) }
}
