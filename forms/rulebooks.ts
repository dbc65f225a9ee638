/** Which rules held when. A rulebook never changes once a report was made under it. */
import type { Rulebook } from './rulebook.ts'
import { japan2026_10 } from './rulebooks/japan/rulebook.ts'

const rulebooks: readonly Rulebook[] = [japan2026_10]

export function findRulebook(id: string): Rulebook | undefined {
  return rulebooks.find((rulebook) => rulebook.id === id)
}

/** The newest rulebook in force on a day in Japan (YYYY-MM-DD); before the first one, the first one. */
export function rulebookAt(day: string): Rulebook {
  const inForce = rulebooks.filter(({ from }) => from <= day)
  const found = inForce.at(-1) ?? rulebooks[0]
  if (!found) throw new RangeError('no rulebook')
  return found
}
