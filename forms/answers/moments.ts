/** Days and instants as people and programs write them. A time without an offset is Japan time. */

const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const instant = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/
/** The same moment as ISO 8601, databases and logs have it: 2026-11-01 09:30:00+0900, 2026-11-01 09:30 JST. */
const likewise =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(?:(Z|UTC|GMT)|(JST)|([+-]\d\d):?(\d\d)?)$/i
const written = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:時](\d{1,2})?分?(?::(\d{1,2}))?頃?)?$/
const wholeMonth = /^(\d{4})-(\d\d)$/

/** An ISO instant with seconds and offset, as RFC 3339 has it; a day alone is its first minute in Japan, so that no clock starts late. */
export function momentOf(text: string): string | undefined {
  const plain = isoOf(text)
  const iso = instant.exec(plain)
  if (iso) return isInstant(iso) ? withOffset(plain, iso) : undefined
  const typed = writtenIn(text)
  if (!typed) return undefined
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = typed
  if (!isDay(Number(year), Number(month), Number(day)) || !isTime(Number(hour), Number(minute), Number(second))) return
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}+09:00`
}

/** Written as a day or an instant is, though there may be no such one: 2026-02-31, or 25:00 on a day that there is. */
export const saysWhen = (text: string): boolean => instant.test(isoOf(text)) || writtenIn(text) !== null

/** The same of a day or a whole month. */
export const saysDays = (text: string): boolean => wholeMonth.test(text) || saysWhen(text)

const isoOf = (text: string): string =>
  text.trim().replace(likewise, (_, day: string, time: string, ...zone: string[]) => `${day}T${time}${offsetOf(zone)}`)

const writtenIn = (text: string) => written.exec(western(text.normalize('NFKC').trim()))

function offsetOf([utc, japan, hours = '+00', minutes = '00']: readonly (string | undefined)[]): string {
  if (utc) return 'Z'
  return japan ? '+09:00' : `${hours}:${minutes}`
}

/** 令和8年 and R8 are 2026: no field asks for the era, but papers are copied from. */
function western(text: string): string {
  return text.replace(
    /^(?:令和|R)(元|\d{1,2})(?=[-/.年])/i,
    (_, year: string) => `${2018 + (year === '元' ? 1 : Number(year))}`,
  )
}

/** YYYY-MM-DD. An instant is read as its day in Japan. */
export function dayOf(text: string): string | undefined {
  const moment = momentOf(text)
  return moment && localOf(moment).slice(0, 10)
}

/** First and last day of what was written: a day, a whole month (2026-03), or an instant, which keeps its time. */
export function daysIn(text: string): { from: string; to: string } | undefined {
  const [, year, month] = wholeMonth.exec(text) ?? []
  if (year && month) {
    const last = [31, 30, 29, 28].find((day) => isDay(Number(year), Number(month), day))
    return last === undefined ? undefined : { from: `${text}-01`, to: `${text}-${last}` }
  }
  const one = instant.test(text) ? momentOf(text) : dayOf(text)
  return one === undefined ? undefined : { from: one, to: one }
}

/** The same instant as the wall clock in Japan shows it, YYYY-MM-DDTHH:mm, as <input type=datetime-local> wants it. */
export function localOf(moment: string): string {
  const time = Date.parse(moment)
  return Number.isNaN(time) ? moment : new Date(time + 9 * 3_600_000).toISOString().slice(0, 16)
}

function withOffset(text: string, [, , , , , , second, offset = '']: RegExpExecArray): string {
  const local = text.slice(0, text.length - offset.length)
  return `${local}${second === undefined ? ':00' : ''}${offset || '+09:00'}`
}

function isInstant([, year, month, day, hour, minute, second = '0']: RegExpExecArray): boolean {
  return isDay(Number(year), Number(month), Number(day)) && isTime(Number(hour), Number(minute), Number(second))
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return year >= 1900 && year <= 2200 && day >= 1 && day <= (daysOf[month - 1] ?? 0) + (leap ? 1 : 0)
}

const isTime = (hour: number, minute: number, second: number) => hour < 24 && minute < 60 && second < 60
const two = (digits: string) => digits.padStart(2, '0')
