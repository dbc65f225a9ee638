/** What was agreed to, and what has left because of it. */
import type { PlannedRevision } from '#app/reports/calendar/calendar-ended.ts'
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

import { consentItems } from './choose.ts'

export type ConsentKind = (typeof consentItems)[number]

export interface ConsentRecord {
  kind: string
  given: boolean
  /** Of the words that were agreed to. */
  version: string
  revision: number | null
  at: Date
}

/** A record's kind is stored with the version of its words. */
export function recordOf(
  stored: string,
  { given, revision, at }: { given: boolean; revision: number | null; at: Date },
): ConsentRecord {
  const [kind = '', version = ''] = stored.split('@')
  return { kind, version, given, revision, at }
}

export interface Left {
  id: string
  recipient: RecipientId
  revisionNumber: number
  sentAt: Date
}

/** Deliveries to a recipient that the consent was a reason for, by the plan of their own revision. */
export function leftBecauseOf<D extends Left>(
  kind: ItemId,
  history: readonly PlannedRevision[],
  deliveries: readonly D[],
): D[] {
  return deliveries.filter(({ recipient, revisionNumber }) => {
    const plan = history.find(({ number }) => number === revisionNumber)?.plan
    const route = plan?.routes.find((one) => one.recipient === recipient)
    return route?.reasons.some(
      ({ verdict, because }) => (verdict === 'required' || verdict === 'expected') && because.includes(kind),
    )
  })
}
