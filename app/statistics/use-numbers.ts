import type { Language } from '#app/i18n/language.ts'
import { useLanguage } from '#app/i18n/use-language.ts'

const unit = { style: 'unit', unitDisplay: 'long', maximumFractionDigits: 1 } as const
const [minute, hour, day] = [60, 3_600, 86_400]

/** Numbers as people read them; spans of time in the unit that fits them. */
export function useNumbers() {
  const language = useLanguage()
  const numbers = known.get(language) ?? numbersIn(language)
  known.set(language, numbers)
  return numbers
}

/** To make one of Intl's writers takes longer than to write with it a hundred times. */
const known = new Map<Language, ReturnType<typeof numbersIn>>()

function numbersIn(language: Language) {
  const written = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options)
  const inUnits = {
    minute: written({ ...unit, unit: 'minute' }),
    hour: written({ ...unit, unit: 'hour' }),
    day: written({ ...unit, unit: 'day' }),
  }
  /** Japanese has no space between a number and its unit; Intl writes one. */
  const inUnit = (value: number, name: keyof typeof inUnits) => {
    const text = inUnits[name].format(value)
    return language === 'ja' ? text.replace(/\s/, '') : text
  }
  const [count, percent] = [written({}), written({ style: 'percent', maximumFractionDigits: 1 })]
  const month = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', timeZone: 'UTC' })
  return {
    count: (value: number) => count.format(value),
    percent: (share: number) => percent.format(share),
    month: (of: string) => month.format(new Date(`${of}-01T00:00:00Z`)),
    /** From seconds. Above two days in days, above an hour in hours. */
    span: (seconds: number | null) => {
      if (seconds === null) return '―'
      if (seconds >= 2 * day) return inUnit(seconds / day, 'day')
      if (seconds >= hour) return inUnit(seconds / hour, 'hour')
      return inUnit(seconds / minute, 'minute')
    },
  }
}
