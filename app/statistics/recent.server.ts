import type { Context, Officer } from '#db/context.ts'
import { readStatistics, type Statistics } from '#db/statistics.server.ts'

import { periodOf, type ChosenPeriod } from './period.ts'

/** Years of a large body take the processor for a second; whoever looks again soon, or looks with others, waits once. */
const keptFor = 2 * 60_000 // ms
const most = 100

export interface RecentStatistics {
  statistics: Statistics
  /** When it was counted. */
  asOf: Date
}

const counted = new Map<string, { asOf: Date; statistics: Promise<Statistics> }>()

/** Counted now or in the last two minutes, for all officers who see the same: one body, one prefecture or all. */
export async function recentStatistics(
  { db, actor, now }: Context<Officer>,
  { first, last }: Pick<ChosenPeriod, 'first' | 'last'>,
): Promise<RecentStatistics> {
  const key = JSON.stringify([actor.recipient, actor.prefecture, first, last])
  const kept = counted.get(key)
  if (kept && now.getTime() - kept.asOf.getTime() < keptFor) {
    return { asOf: kept.asOf, statistics: await kept.statistics }
  }
  const made = { asOf: now, statistics: readStatistics(db, periodOf({ first, last }), now) }
  counted.delete(key) // the newest stands last
  counted.set(key, made)
  for (const oldest of counted.keys()) if (counted.size > most) counted.delete(oldest)
  made.statistics.catch(() => counted.delete(key))
  return { asOf: now, statistics: await made.statistics }
}
