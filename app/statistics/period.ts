/** The months that a page of statistics is about, as its address says them. Months are Japan's. */
import { dayOf } from '#app/case-files/due-words.ts'
import type { Period } from '#db/case-files/case-facts.server.ts'

/** As far back as can be chosen. */
const mostMonths = 60
const usualMonths = 12

export interface ChosenPeriod {
  /** First and last month, 2026-11; both belong to it. */
  first: string
  last: string
  /** What can be chosen, newest first. */
  months: readonly string[]
}

/** A mistyped address shows the last twelve months; ends in the wrong order are put right. */
export function chosenPeriod(query: URLSearchParams, now: Date): ChosenPeriod {
  const months = Array.from({ length: mostMonths }, (_, back) => monthFrom(dayOf(now).slice(0, 7), -back))
  const known = (name: string, otherwise: number) => {
    const asked = query.get(name)
    return asked !== null && months.includes(asked) ? asked : (months[otherwise] ?? '')
  }
  const [first = '', last = ''] = [known('from', usualMonths - 1), known('to', 0)].toSorted()
  return { first, last, months }
}

/** From midnight in Japan on the first day until midnight after the last. */
export const periodOf = ({ first, last }: Pick<ChosenPeriod, 'first' | 'last'>): Period => ({
  from: new Date(`${first}-01T00:00:00+09:00`),
  until: new Date(`${monthFrom(last, 1)}-01T00:00:00+09:00`),
})

/** Every month of it, oldest first. */
export function monthsOf({ first, last }: Pick<ChosenPeriod, 'first' | 'last'>): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = monthFrom(month, 1)) months.push(month)
  return months
}

function monthFrom(month: string, by: number): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}
