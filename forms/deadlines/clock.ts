/** A clock is data: from when, how long, how the days are counted. `dueAt` in forms/deadlines.ts reads it. */
import type { ItemId } from '#forms/item.ts'
import type { Duty } from '#forms/plan.ts'
import type { Seen } from '#forms/rulebook.ts'

/** What happens when the last moment falls on a closed day. */
export type Roll =
  | 'none'
  | 'japan-offices' // 行政機関の休日に関する法律2条: to the end of the next open day
  | 'dora-noon' // (EU) 2025/301 Art. 5(4): noon of the next working day, except for the entities of Art. 5(5)
  | 'dora-noon-all' // the same for everybody (final report)

/** `counted`: the starting day is day 1. `unsettled`: the sources allow both readings, so both are computed. */
export type FirstDay = 'counted' | 'not-counted' | 'unsettled'

export type Counting =
  | { by: 'none' } // voluntary: no deadline at all
  | { by: 'promptly'; guidelineDays?: number } // a guideline mark, starting day counted; never a deadline
  | { by: 'hours'; hours: number; capFromAwareness?: number; trustServices?: number; roll: Roll }
  | { by: 'days'; days: number; firstDay: FirstDay; roll: Roll }
  | { by: 'months'; months: number; roll: Roll }
  | { by: 'months-after-quarter'; months: number; roll: Roll }
  | { by: 'us-business-days'; days: number }

export interface Clock {
  id: string
  /** Time zone in which days are counted, unless the context names another (never for Japan). */
  zone: string
  report: 'initial' | 'interim' | 'final' | 'notice'
  /** The item whose instant starts it, or the event outside the form that does. */
  startsFrom: ItemId | StartEvent
  counts: Counting
  duty: Duty
  /** Law, order, notice or guideline. */
  ground: string
  /** How the period reached us; what was not read must be checked. */
  seen: Seen
  /** False: a bill, or a law without its rule. Shown, never presented as a duty. */
  inForce: boolean
}

export type StartEvent =
  | 'quarter-end'
  | 'ransom-paid'
  | 'materiality-determined'
  | 'initial-submitted'
  | 'notification-submitted'
  | 'intermediate-submitted'
  | 'breach-suspected'

/** What a clock may need to know besides its start. Keys as in the deadline vectors. */
export interface DueContext {
  tz?: string
  entity?: string
  nis2_entity?: boolean
  /** ISO instant of awareness, for a clock that starts later but is capped from awareness. */
  aware?: string
  /** Bank holidays (YYYY-MM-DD) of the entity's member state. */
  holidays?: readonly string[]
}
