/**
 * Japan's holidays by the Act on National Holidays (昭和23年法律178号), as it reads since 2020, and the closed days of
 * national offices (行政機関の休日に関する法律1条). Equinox days by the usual astronomical formula (1980–2099); the
 * Cabinet Office publishes them only in February of the year before, so later years are a forecast.
 */
const monday = 1
const sunday = 7

const fixed: readonly [month: number, day: number][] = [
  [1, 1], // 元日
  [2, 11], // 建国記念の日
  [2, 23], // 天皇誕生日
  [4, 29], // 昭和の日
  [5, 3], // 憲法記念日
  [5, 4], // みどりの日
  [5, 5], // こどもの日
  [8, 11], // 山の日
  [11, 3], // 文化の日
  [11, 23], // 勤労感謝の日
]

const happyMondays: readonly [month: number, nth: number][] = [
  [1, 2], // 成人の日
  [7, 3], // 海の日
  [9, 3], // 敬老の日
  [10, 2], // スポーツの日
]

/** Moved once for the Olympic Games (令和2年・令和3年東京オリンピック特措法): from → to. */
const moved: Readonly<Record<string, string>> = {
  '2020-07-20': '2020-07-23',
  '2020-10-12': '2020-07-24',
  '2020-08-11': '2020-08-10',
  '2021-07-19': '2021-07-22',
  '2021-10-11': '2021-07-23',
  '2021-08-11': '2021-08-08',
}

const years = new Map<number, ReadonlySet<string>>()

/** Every holiday of a year as YYYY-MM-DD, with substitutes (3条2項) and days between two holidays (3条3項). */
export function holidaysOf(year: number): ReadonlySet<string> {
  const known = years.get(year)
  if (known) return known
  const computed = withExtraDays(nationalHolidays(year))
  years.set(year, computed)
  return computed
}

/** Saturday, Sunday, a holiday, or 29 December to 3 January: offices of the state are closed. */
export function isClosed(day: Temporal.PlainDate): boolean {
  if (day.dayOfWeek >= 6) return true
  if ((day.month === 12 && day.day >= 29) || (day.month === 1 && day.day <= 3)) return true
  return holidaysOf(day.year).has(day.toString())
}

/** The day itself if offices are open, else the next day on which they are (行政機関の休日に関する法律2条). */
export function openDayFrom(day: Temporal.PlainDate): Temporal.PlainDate {
  let open = day
  while (isClosed(open)) open = open.add({ days: 1 })
  return open
}

function nationalHolidays(year: number): string[] {
  const days = [
    ...fixed.map(([month, day]) => new Temporal.PlainDate(year, month, day)),
    ...happyMondays.map(([month, nth]) => nthMonday(year, month, nth)),
    new Temporal.PlainDate(year, 3, equinox(year, 20.8431)), // 春分の日
    new Temporal.PlainDate(year, 9, equinox(year, 23.2488)), // 秋分の日
  ]
  return days.map((day) => moved[day.toString()] ?? day.toString())
}

function nthMonday(year: number, month: number, nth: number) {
  const first = new Temporal.PlainDate(year, month, 1)
  return first.add({ days: ((monday - first.dayOfWeek + 7) % 7) + 7 * (nth - 1) })
}

function equinox(year: number, base: number) {
  return Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4))
}

function withExtraDays(national: readonly string[]): ReadonlySet<string> {
  const named = new Set(national)
  const all = new Set(national)
  for (const iso of national) {
    const day = Temporal.PlainDate.from(iso)
    if (day.dayOfWeek === sunday) all.add(firstFree(day, named))
    const between = day.add({ days: 1 }).toString()
    if (!named.has(between) && named.has(day.add({ days: 2 }).toString())) all.add(between)
  }
  return all
}

function firstFree(holiday: Temporal.PlainDate, named: ReadonlySet<string>) {
  let day = holiday.add({ days: 1 })
  while (named.has(day.toString())) day = day.add({ days: 1 })
  return day.toString()
}
