import { formatBytes, formatDateTime, formatDay, formatDayNear, formatPeriod, formatTime } from './format.ts'
import { useLanguage } from './use-language.ts'

/** Dates in the language of the page, always in Japan's time. */
export function useFormat() {
  const language = useLanguage()
  return {
    dateTime: (instant: Date | string) => formatDateTime(instant, language),
    day: (instant: Date | string) => formatDay(instant, language),
    dayNear: (instant: Date | string, at: Date | string) => formatDayNear(instant, at, language),
    /** Of a day that stands before it. */
    time: (instant: Date | string) => formatTime(instant, language),
    /** Of days. */
    period: (days: number) => formatPeriod(days, language),
    bytes: (bytes: number) => formatBytes(bytes, language),
  }
}
