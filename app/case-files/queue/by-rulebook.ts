import { dayOf } from '#app/case-files/due-words.ts'
import type { Rulebook } from '#forms/rulebook.ts'
import { rulebookAt } from '#forms/rulebooks.ts'

/**
 * What follows from the rulebook for a body: worked out once for each, since neither a rulebook nor an edition changes while
 * the portal runs. Whoever asks gets the same value as the last one.
 */
export function byRulebook<T>(workedOut: (rulebook: Rulebook, recipient: string) => T) {
  const known = new WeakMap<Rulebook, Map<string, T>>()
  return (recipient: string, now: Date): T => {
    const rulebook = rulebookAt(dayOf(now))
    const values = known.get(rulebook) ?? new Map<string, T>()
    const value = values.get(recipient) ?? workedOut(rulebook, recipient)
    known.set(rulebook, values.set(recipient, value))
    return value
  }
}

/** The items that this body is told of. */
export function itemsTold({ recipients }: Rulebook, recipient: string): ReadonlySet<string> {
  return new Set(recipients.find(({ id }) => id === recipient)?.needs.map(({ item }) => item))
}
