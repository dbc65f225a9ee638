/** What is typed about an entrustor: pure. */
import { dayOf } from '#forms/answers/moments.ts'

/** `list`: as many names as the answer about an entrustment takes. */
export const entrustorLimits = { name: 200, method: 200, list: 200 } as const

export interface ReadEntrustor {
  name: string
  people: number | null
}

export type EntrustorProblem =
  | 'nameMissing'
  | 'nameLong'
  | 'people'
  | 'toldOn'
  | 'toldLater'
  | 'methodLong'
  | 'listFull'

export function readEntrustor(typed: { name: string; people: string }): ReadEntrustor | { problem: EntrustorProblem } {
  const people = typed.people.normalize('NFKC').replaceAll(',', '')
  if (typed.name === '') return { problem: 'nameMissing' }
  if ([...typed.name].length > entrustorLimits.name) return { problem: 'nameLong' }
  if (people !== '' && !/^\d{1,9}$/.test(people)) return { problem: 'people' }
  return { name: typed.name, people: people === '' ? null : Number(people) }
}

/** A day in Japan, not after `today`. */
export function readTold(
  typed: { toldOn: string; method: string },
  today: string,
): { toldOn: string; method: string } | { problem: EntrustorProblem } {
  const { method } = typed
  const toldOn = dayOf(typed.toldOn)
  if (toldOn === undefined) return { problem: 'toldOn' }
  if (toldOn > today) return { problem: 'toldLater' }
  return [...method].length > entrustorLimits.method ? { problem: 'methodLong' } : { toldOn, method }
}
