import type { Context, Operator } from '#db/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import {
  countExpiring,
  insertPeriod,
  kindsOfBodies,
  retentionKinds,
  type Period,
} from '#db/retention/retention.server.ts'

import { reasonProblems, type ReasonProblem } from './typed-reason.ts'

export interface TypedPeriod {
  kind: string
  recipient: string
  days: string
  basis: string
  reason: string
  /** What the page said would go by which period; empty before it said so. */
  goes: string
}

export type PeriodProblem =
  | ReasonProblem
  | 'sure'
  | 'badKind'
  | 'notOfBodies'
  | 'badBody'
  | 'badDays'
  | 'badBasis'
  | 'stale'

export interface SetPeriod {
  problems: PeriodProblem[]
  /** How many records the next run of the worker would delete by it; for `sure`. */
  goes: number
}

/**
 * Sets how long a kind is kept from now on. Where the next run of the worker would delete something by it, that is said
 * first: a figure too few in the days cannot be taken back.
 */
export async function setPeriod(
  { db, now }: Context<Operator>,
  typed: TypedPeriod,
  bodies: readonly string[],
): Promise<SetPeriod> {
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
  if (problems.length > 0 || !kind || !basis) return { problems, goes: 0 }

  return db.transaction(async (tx) => {
    const goes = await countExpiring(tx, { kind, recipient, days }, now)
    if (goes > toldOf(typed)) return { problems: ['sure'], goes }
    await insertPeriod(tx, { kind, recipient, days, basis, reason: typed.reason }, now)
    await recordAtDoor(tx, { did: 'policy.retention-changed', person: null, details: { kind, recipient, days }, now })
    return { problems: [], goes }
  })
}

/** As the form sends it back: it holds for this very period only. */
export const goesBy = (goes: number, { kind, recipient, days }: Pick<TypedPeriod, 'kind' | 'recipient' | 'days'>) =>
  `${goes} ${kind} ${days} ${recipient}`

function toldOf(typed: TypedPeriod): number {
  const told = Number.parseInt(typed.goes, 10)
  return typed.goes === goesBy(told, typed) ? told : 0
}

/** Those that count now, and those that counted before, newest first. */
export function currentAndPast(periods: readonly Period[]): { current: Period[]; past: Period[] } {
  const newest = Map.groupBy(periods, ({ kind, recipient }) => `${kind} ${recipient ?? ''}`)
  const current = [...newest.values()].flatMap(([first]) => first ?? [])
  const inOrder = retentionKinds.flatMap((kind) => current.filter((period) => period.kind === kind))
  return { current: inOrder, past: periods.filter((period) => !current.includes(period)) }
}
