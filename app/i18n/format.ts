import type { Language } from './language.ts'

/** Dates are instants everywhere; people in Japan read them in Japan's time, whatever their device says. */
const timeZone = 'Asia/Tokyo'

/** Japan has no summer time, so what a clock shows there needs no table of zones. */
const offset = 9 * 3_600_000
const dayLength = 86_400_000
const yearLength = 365.25 // days

const names = { timeZone, weekday: 'short', day: 'numeric', year: 'numeric' } as const
const writers = {
  ja: new Intl.DateTimeFormat('ja-JP', { ...names, month: 'numeric', calendar: 'gregory' }),
  en: new Intl.DateTimeFormat('en-GB', { ...names, month: 'short' }),
}

/** 2026年11月21日（土）3:05, or Sat 21 Nov 2026, 03:05 JST, whose zone never begins a line. Takes a Date or an ISO instant. */
export function formatDateTime(instant: Date | string, language: Language): string {
  return [formatDay(instant, language), formatTime(instant, language)].join(language === 'ja' ? '' : ', ')
}

/** 3:05, or 03:05 JST: what comes after the day. */
export function formatTime(instant: Date | string, language: Language): string {
  const minutes = Math.floor(((millisecondsOf(instant) + offset) % dayLength) / 60_000)
  const [hour, minute] = [String(Math.floor(minutes / 60)), String(minutes % 60).padStart(2, '0')]
  return language === 'ja' ? `${hour}:${minute}` : `${hour.padStart(2, '0')}:${minute}\u00A0JST`
}

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** 2.1 MB: thousands, as disks are sold and browsers say. */
export function formatBytes(bytes: number, language: Language): string {
  const step = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const display = { unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: step === 0 ? 0 : 1 } as const
  const unit = { style: 'unit', unit: sizes[step], ...display } as const
  return new Intl.NumberFormat(language, unit).format(bytes / 1_000 ** step)
}

/** 5年, or 5 years, where so many days are what whole years come to; else 90日, or 90 days. */
export function formatPeriod(days: number, language: Language): string {
  const years = Math.round(days / yearLength)
  const isWhole = years > 0 && Math.abs(days - years * yearLength) < 1
  const [count, unit] = isWhole ? [years, 'year'] : [days, 'day']
  const text = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
  return language === 'ja' ? text.replace(' ', '') : text
}

/** A deadline of a day is kept as the day's last second, which nobody says. */
export const isEndOfDay = (instant: Date | string): boolean =>
  Math.floor((millisecondsOf(instant) + offset + 1_000) / 1_000) % (dayLength / 1_000) === 0

/** 2026年11月21日（土）, or Sat 21 Nov 2026. Takes a Date, an ISO instant or an ISO day. */
export function formatDay(instant: Date | string, language: Language): string {
  return dayOf(millisecondsOf(instant) + offset, language)
}

/** 11月21日（土）, or Sat 21 Nov: where the year is that of `at`, and everybody knows it. */
export function formatDayNear(instant: Date | string, at: Date | string, language: Language): string {
  const [there, here] = [millisecondsOf(instant) + offset, millisecondsOf(at) + offset]
  const isNear = new Date(there).getUTCFullYear() === new Date(here).getUTCFullYear()
  return dayOf(there, language, isNear ? 'day' : 'year')
}

/** A bare day or a local time without zone was meant in Japan. */
function millisecondsOf(instant: Date | string): number {
  return typeof instant === 'string' ? Date.parse(withZone(instant)) : instant.getTime()
}

function withZone(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text}T00:00:00+09:00`
  return /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}+09:00`
}

/** A queue shows a hundred dates of the same few days: each day is written once. */
const written = new Map<string, string>()
const most = 5_000

function dayOf(there: number, language: Language, from: 'year' | 'day' = 'year'): string {
  const day = Math.floor(there / dayLength)
  const name = `${language} ${from} ${day}`
  const known = written.get(name)
  if (known !== undefined) return known
  const text = writeDay(new Date(day * dayLength - offset), language, from === 'year')
  if (written.size >= most) written.clear()
  written.set(name, text)
  return text
}

function writeDay(date: Date, language: Language, withYear: boolean): string {
  const found = writers[language].formatToParts(date)
  const read = (type: Intl.DateTimeFormatPartTypes) => found.find((part) => part.type === type)?.value ?? ''
  if (language === 'ja')
    return `${withYear ? `${read('year')}年` : ''}${read('month')}月${read('day')}日（${read('weekday')}）`
  return [read('weekday'), read('day'), read('month'), ...(withYear ? [read('year')] : [])].join(' ')
}
