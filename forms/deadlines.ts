/** By when a report is due: the law's own counting rules, in the clock's own time zone. */
import { clocksAbroad } from '#forms/deadlines/abroad.ts'
import type { Clock, Counting, DueContext, FirstDay, Roll } from '#forms/deadlines/clock.ts'
import { isFederalBusinessDay } from '#forms/deadlines/federal-holidays.ts'
import type { Due } from '#forms/plan.ts'
import { clocks as clocksOfJapan } from '#forms/rulebooks/japan/clocks.ts'
import { openDayFrom } from '#forms/rulebooks/japan/holidays.ts'

/** Every clock we know, at home and abroad, by id. */
export const clocks: ReadonlyMap<string, Clock> = new Map(
  [...clocksOfJapan, ...clocksAbroad].map((clock) => [clock.id, clock]),
)

export function findClock(id: string): Clock | undefined {
  return clocks.get(id)
}

/**
 * When the clock that started at `start` (ISO instant with offset, or YYYY-MM-DD: a day in the clock's zone) runs out.
 * Day deadlines are 23:59:59 of the day. Throws a RangeError that names a start or time zone that cannot be read.
 */
export function dueAt(clock: Clock, start: string, context: DueContext = {}): Due {
  const zone = clock.zone === 'Asia/Tokyo' ? clock.zone : (context.tz ?? clock.zone)
  return due(clock.counts, momentOf(start, zone), context)
}

/** The starting moment in the zone in which days are counted. */
function momentOf(start: string, zone: string): Temporal.ZonedDateTime {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(start)
      ? Temporal.PlainDate.from(start).toZonedDateTime(zone)
      : Temporal.Instant.from(start).toZonedDateTimeISO(zone)
  } catch (error) {
    throw new RangeError(`not an instant with an offset or a day, or no such time zone: "${start}" in "${zone}"`, {
      cause: error,
    })
  }
}

function due(counts: Counting, start: Temporal.ZonedDateTime, context: DueContext): Due {
  switch (counts.by) {
    case 'none':
      return { kind: 'none' }
    case 'promptly':
      return promptly(start, counts.guidelineDays)
    case 'hours':
      return afterHours(counts, start, context)
    case 'days':
      return afterDays(counts.days, counts.firstDay, counts.roll, start)
    case 'months':
      return endOf(start.toPlainDate().add({ months: counts.months }), counts.roll, start, context)
    case 'months-after-quarter':
      return endOf(afterQuarter(start.toPlainDate(), counts.months), counts.roll, start, context)
    case 'us-business-days':
      return endOf(afterBusinessDays(start.toPlainDate(), counts.days), 'none', start, context)
  }
}

function promptly(start: Temporal.ZonedDateTime, guidelineDays?: number): Due {
  if (guidelineDays === undefined) return { kind: 'promptly' }
  return { kind: 'promptly', guideline: endOfDay(start.toPlainDate().add({ days: guidelineDays - 1 }), start) }
}

type InHours = Counting & { by: 'hours' }

/** Hours are real time, also across a change of the clocks; they roll only where the law says so. */
function afterHours(counts: InHours, start: Temporal.ZonedDateTime, context: DueContext): Due {
  const trusted = kindOf(context)?.endsWith('trust-service-provider')
  const hours = trusted ? (counts.trustServices ?? counts.hours) : counts.hours
  const end = capped(start.add({ hours }), start, counts.capFromAwareness, context.aware)
  return noonOfNextWorkingDay(end, counts.roll, context) ?? { kind: 'at', at: iso(end) }
}

/** At most so many hours from awareness, unless the classification itself came later ((EU) 2025/301 Art. 5(2)). */
function capped(end: Temporal.ZonedDateTime, start: Temporal.ZonedDateTime, hours?: number, aware?: string) {
  if (hours === undefined || aware === undefined) return end
  const latest = momentOf(aware, end.timeZoneId).add({ hours })
  const classifiedLater = Temporal.ZonedDateTime.compare(start, latest) > 0
  return !classifiedLater && Temporal.ZonedDateTime.compare(latest, end) < 0 ? latest : end
}

/** Where the law leaves open whether the starting day counts, `at` is the earlier reading and `latest` the other. */
function afterDays(days: number, firstDay: FirstDay, roll: Roll, start: Temporal.ZonedDateTime): Due {
  const last = start.toPlainDate().add({ days: firstDay === 'not-counted' ? days : days - 1 })
  const at = endOfDay(rolled(last, roll), start)
  if (firstDay !== 'unsettled') return { kind: 'day', at }
  const latest = endOfDay(rolled(last.add({ days: 1 }), roll), start)
  return latest === at ? { kind: 'day', at } : { kind: 'day', at, latest }
}

function endOf(day: Temporal.PlainDate, roll: Roll, start: Temporal.ZonedDateTime, context: DueContext): Due {
  const last = day.toZonedDateTime({ timeZone: start.timeZoneId, plainTime: '23:59:59' })
  return noonOfNextWorkingDay(last, roll, context) ?? { kind: 'day', at: endOfDay(rolled(day, roll), start) }
}

function rolled(day: Temporal.PlainDate, roll: Roll) {
  return roll === 'japan-offices' ? openDayFrom(day) : day
}

/** A quarter's months run from the first day of the next one (民法140条ただし書, 143条), so they end with a month. */
function afterQuarter(day: Temporal.PlainDate, months: number) {
  const nextQuarter = day.with({ day: 1 }).add({ months: 3 - ((day.month - 1) % 3) })
  return nextQuarter.add({ months }).subtract({ days: 1 })
}

function afterBusinessDays(day: Temporal.PlainDate, days: number) {
  let last = day
  for (let left = days; left > 0;) {
    last = last.add({ days: 1 })
    if (isFederalBusinessDay(last)) left -= 1
  }
  return last
}

/** (EU) 2025/301 Art. 5(5), in full and as the Regulation abbreviates. */
const withoutRelief = new Set(['credit-institution', 'central-counterparty', 'ccp', 'trading-venue'])

/** Programs write credit-institution, credit_institution or "credit institution". */
const kindOf = ({ entity }: DueContext) => entity?.toLowerCase().replaceAll(/[\s_]+/g, '-')

/** DORA: paragraph 4 holds for everybody whom paragraph 5 does not name; null if the end falls on a working day. */
function noonOfNextWorkingDay(end: Temporal.ZonedDateTime, roll: Roll, context: DueContext): Due | null {
  const kind = kindOf(context)
  const relieved = !(kind !== undefined && withoutRelief.has(kind)) && !context.nis2_entity
  if (roll !== 'dora-noon-all' && !(roll === 'dora-noon' && relieved)) return null
  const closed = (day: Temporal.PlainDate) =>
    day.dayOfWeek >= 6 || (context.holidays?.includes(day.toString()) ?? false)
  let day = end.toPlainDate()
  if (!closed(day)) return null
  while (closed(day)) day = day.add({ days: 1 })
  return { kind: 'at', at: iso(day.toZonedDateTime({ timeZone: end.timeZoneId, plainTime: '12:00' })) }
}

function endOfDay(day: Temporal.PlainDate, start: Temporal.ZonedDateTime) {
  return iso(day.toZonedDateTime({ timeZone: start.timeZoneId, plainTime: '23:59:59' }))
}

function iso(moment: Temporal.ZonedDateTime) {
  return moment.toString({ timeZoneName: 'never', smallestUnit: 'second' })
}
