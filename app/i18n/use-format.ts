import { formatBytes, formatDateTime, formatDay } from './format.ts'
import { useLanguage } from './use-language.ts'

/** Dates in the language of the page, always in Japan's time. */
export function useFormat() {
  const language = useLanguage()
  return {
    dateTime: (instant: Date | string) => formatDateTime(instant, language),
    day: (instant: Date | string) => formatDay(instant, language),
    bytes: (bytes: number) => formatBytes(bytes, language),
  }
}
