import type { Phase } from '#forms/item.ts'

/** What a clock waits for; a notice to the people concerned goes past the portal, so no delivery meets it. */
export type ClockReport = Phase | 'notice'

const order: readonly ClockReport[] = ['initial', 'interim', 'final']

/** Does a report of that phase do what the clock waits for? A later one does what an earlier one was to do. */
export const meets = (phase: Phase, report: ClockReport): boolean =>
  report !== 'notice' && order.indexOf(phase) >= order.indexOf(report)

/** When the first such report reached the recipient; null while it has not. `deliveries`: those to the clock's recipient. */
export function metAt(
  report: ClockReport,
  deliveries: readonly { phase: Phase; deliveredAt: Date | null }[],
): Date | null {
  const times = deliveries.flatMap(({ phase, deliveredAt }) =>
    deliveredAt && meets(phase, report) ? deliveredAt.getTime() : [],
  )
  return times.length > 0 ? new Date(Math.min(...times)) : null
}
