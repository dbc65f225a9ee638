import type { Language } from './language.ts'

/** Dates are instants everywhere; people in Japan read them in Japan's time, whatever their device says. */
const timeZone = 'Asia/Tokyo'

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const japaneseParts = new Intl.DateTimeFormat('ja-JP', {
  timeZone,
  weekday: 'short',
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
  calendar: 'gregory',
})

/** 2026年11月21日（土）3:05, or Sat 21 Nov 2026, 03:05 JST. Takes a Date or an ISO instant. */
export function formatDateTime(instant: Date | string, language: Language): string {
  const read = reader(instant, language)
  const day = dayOf(read, language)
  return language === 'ja'
    ? `${day}${Number(read('hour'))}:${read('minute')}`
    : `${day}, ${read('hour')}:${read('minute')} JST`
}

/** 2026年11月21日（土）, or Sat 21 Nov 2026. Takes a Date, an ISO instant or an ISO day. */
export function formatDay(instant: Date | string, language: Language): string {
  return dayOf(reader(instant, language), language)
}

type Read = (type: Intl.DateTimeFormatPartTypes) => string

function reader(instant: Date | string, language: Language): Read {
  const date = typeof instant === 'string' ? new Date(withZone(instant)) : instant
  const found = (language === 'ja' ? japaneseParts : parts).formatToParts(date)
  return (type) => found.find((part) => part.type === type)?.value ?? ''
}

/** A bare day or a local time without zone was meant in Japan. */
function withZone(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text}T00:00:00+09:00`
  return /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}+09:00`
}

function dayOf(read: Read, language: Language): string {
  return language === 'ja'
    ? `${read('year')}年${read('month')}月${read('day')}日（${read('weekday')}）`
    : `${read('weekday')} ${read('day')} ${read('month')} ${read('year')}`
}
