/** What statistics say of a period. */
import type { Phase } from '#forms/item.ts'

import type { Span } from './spans.ts'

/** Clocks with a date: sent in time, sent too late, not sent and past, not sent and not yet due. */
export interface ClockCounts {
  onTime: number
  late: number
  overdue: number
  running: number
}

export const spanNames = ['opening', 'acknowledgement', 'closing'] as const
export type SpanName = (typeof spanNames)[number]

export interface Counts extends Record<SpanName, Span> {
  received: number
  withdrawn: number
  clocks: ClockCounts
}

export type Grouping = 'month' | 'attackType' | 'sector' | 'stage'

/** `value` is a month in Japan (2026-11), a value of an item, or null where the body was not told. */
export interface Group extends Counts {
  value: string | null
}

export interface Statistics extends Counts {
  by: Record<Grouping, Group[]>
  byReport: { report: Phase; clocks: ClockCounts }[]
}

export const noClocks: ClockCounts = { onTime: 0, late: 0, overdue: 0, running: 0 }
export const nobody: Span = { count: 0, median: null, ninetieth: null }
export const nothingReceived: Counts = {
  received: 0,
  withdrawn: 0,
  opening: nobody,
  acknowledgement: nobody,
  closing: nobody,
  clocks: noClocks,
}
