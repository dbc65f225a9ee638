import { unknown, type Answer } from '#forms/item.ts'

/** The officers of a prefecture see its cases only, so the police's case file always carries the prefecture. */
export function prefectureOf(address: Answer | undefined): string | null {
  if (typeof address !== 'object' || address === null || !('prefecture' in address)) return null
  return firstWord(address.prefecture)
}

/** Null where there is none, or nothing is known. */
export function firstWord(value: Answer | undefined): string | null {
  if (typeof value === 'string') return value === unknown || value === 'none' || value === '' ? null : value
  return Array.isArray(value) ? firstWord(value[0]) : null
}
