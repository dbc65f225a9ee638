import { nothingReceived, type ClockCounts, type Group, type Grouping, type Statistics } from './counts.ts'
import { monthsOf, type ChosenPeriod } from './period.ts'

/** Every month stands in the chart, also one in which nothing came. */
export function withEveryMonth(statistics: Statistics, period: ChosenPeriod): Statistics {
  const month = monthsOf(period).map(
    (value) => statistics.by.month.find((group) => group.value === value) ?? { ...nothingReceived, value },
  )
  return { ...statistics, by: { ...statistics.by, month } }
}

/** Stages as they follow each other; the rest as it came, and what was not told at the end. */
export function inOrder(grouping: Grouping, groups: readonly Group[]): Group[] {
  if (grouping === 'stage') return ['initial', 'interim', 'final'].flatMap((stage) => groups.filter(isOf(stage)))
  return [...groups.filter(({ value }) => value !== null), ...groups.filter(isOf(null))]
}

const isOf = (wanted: string | null) => (group: Group) => group.value === wanted

/** What this body is never told is not counted by: one bar for everything says nothing. */
export function toldGroupings({ attacks, sectors }: Record<'attacks' | 'sectors', readonly string[]>): Grouping[] {
  const told = { month: true, attackType: attacks.length > 0, sector: sectors.length > 0, stage: true }
  return (['month', 'attackType', 'sector', 'stage'] as const).filter((grouping) => told[grouping])
}

/** Of the clocks whose time has come: those that are neither sent nor due say nothing yet. Null without any. */
export function onTimeShare({ onTime, late, overdue }: ClockCounts): { share: number; of: number } | null {
  const of = onTime + late + overdue
  return of === 0 ? null : { share: onTime / of, of }
}
