/** How late or near a day is, in words that people count with: calendar days in Japan. */

export interface DueWords {
  /** Key below `recipient:due`. */
  key: 'none' | 'overdue' | 'today' | 'tomorrow' | 'inDays'
  count: number
  tone: 'late' | 'soon' | 'calm'
}

/** A due instant as days from today. The last day itself is "today", however late in the evening it is. */
export function dueWords(dueAt: Date | null, now: Date): DueWords {
  if (!dueAt) return { key: 'none', count: 0, tone: 'calm' }
  if (dueAt < now) return { key: 'overdue', count: Math.max(1, -daysBetween(now, dueAt)), tone: 'late' }
  const days = daysBetween(now, dueAt)
  if (days === 0) return { key: 'today', count: 0, tone: 'soon' }
  if (days === 1) return { key: 'tomorrow', count: 1, tone: 'soon' }
  return { key: 'inDays', count: days, tone: days <= 7 ? 'soon' : 'calm' }
}

/** Midnight in Japan at the end of the day that is `days` from now. */
export function endOfDayIn(days: number, now: Date): Date {
  const start = (dayNumber(now) + days + 1) * dayMs - japanOffsetMs
  return new Date(start)
}

/** The calendar day of an instant in Japan, YYYY-MM-DD. */
export function dayOf(instant: Date): string {
  return new Date(instant.getTime() + japanOffsetMs).toISOString().slice(0, 10)
}

const dayMs = 86_400_000
/** Japan has had no summer time since 1951, so a fixed offset is exact and costs nothing. */
const japanOffsetMs = 9 * 3_600_000

function dayNumber(instant: Date): number {
  return Math.floor((instant.getTime() + japanOffsetMs) / dayMs)
}

function daysBetween(from: Date, to: Date): number {
  return dayNumber(to) - dayNumber(from)
}
