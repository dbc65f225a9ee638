/** A reason in words, as long as the store takes. */
export const longestReason = 300

export type ReasonProblem = 'missingReason' | 'longReason'

export function reasonProblems(reason: string): ReasonProblem[] {
  if (reason === '') return ['missingReason']
  return reason.length > longestReason ? ['longReason'] : []
}
