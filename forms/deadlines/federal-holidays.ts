/** Federal holidays of the United States (5 U.S.C. 6103), for the business days of Form 8-K. Observed days only. */
const fixed: readonly [month: number, day: number][] = [
  [1, 1],
  [6, 19],
  [7, 4],
  [11, 11],
  [12, 25],
]

const mondays: readonly [month: number, nth: number][] = [
  [1, 3],
  [2, 3],
  [9, 1],
  [10, 2],
]

/** Neither a weekend nor a federal holiday. */
export function isFederalBusinessDay(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek < 6 && !federalHolidays(day.year).has(day.toString())
}

function federalHolidays(year: number): ReadonlySet<string> {
  const days = [
    ...fixed.map(([month, day]) => observed(new Temporal.PlainDate(year, month, day))),
    observed(new Temporal.PlainDate(year + 1, 1, 1)), // New Year on a Saturday is observed on 31 December
    ...mondays.map(([month, nth]) => nthWeekday(year, month, 1, nth)),
    lastMondayOfMay(year),
    nthWeekday(year, 11, 4, 4), // Thanksgiving
  ]
  return new Set(days.map(String))
}

function observed(day: Temporal.PlainDate) {
  if (day.dayOfWeek === 6) return day.subtract({ days: 1 })
  return day.dayOfWeek === 7 ? day.add({ days: 1 }) : day
}

function nthWeekday(year: number, month: number, weekday: number, nth: number) {
  const first = new Temporal.PlainDate(year, month, 1)
  return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (nth - 1) })
}

function lastMondayOfMay(year: number) {
  const last = new Temporal.PlainDate(year, 5, 31)
  return last.subtract({ days: last.dayOfWeek - 1 })
}
