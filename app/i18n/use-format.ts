import { formatBytes, formatDateTime, formatDay, formatPeriod } from './format.ts'
import { useLanguage } from './use-language.ts'

/** Dates in the language of the page, always in Japan's time. */
export function useFormat() {
  const language = useLanguage()
  return {
    dateTime: (instant: Date | string) => formatDateTime(instant, language),
    day: (instant: Date | string) => formatDay(instant, language),
    /** Of days. */
    period: (days: number) => formatPeriod(days, language),
    bytes: (bytes: number) => formatBytes(bytes, language),
  }
}
