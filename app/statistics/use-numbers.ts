import { useLanguage } from '#app/i18n/use-language.ts'

const unit = { style: 'unit', unitDisplay: 'long', maximumFractionDigits: 1 } as const
const [minute, hour, day] = [60, 3_600, 86_400]

/** Numbers as people read them; spans of time in the unit that fits them. */
export function useNumbers() {
  const language = useLanguage()
  const written = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options)
  /** Japanese has no space between a number and its unit; Intl writes one. */
  const inUnit = (value: number, name: string) => {
    const text = written({ ...unit, unit: name }).format(value)
    return language === 'ja' ? text.replace(/\s/, '') : text
  }
  return {
    count: (value: number) => written({}).format(value),
    percent: (share: number) => written({ style: 'percent', maximumFractionDigits: 1 }).format(share),
    month: (month: string) =>
      new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(
        new Date(`${month}-01T00:00:00Z`),
      ),
    /** From seconds. Above two days in days, above an hour in hours. */
    span: (seconds: number | null) => {
      if (seconds === null) return '―'
      if (seconds >= 2 * day) return inUnit(seconds / day, 'day')
      if (seconds >= hour) return inUnit(seconds / hour, 'hour')
      return inUnit(seconds / minute, 'minute')
    },
  }
}
