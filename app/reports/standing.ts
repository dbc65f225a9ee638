import type { Answers } from '#forms/item.ts'

/** Asked before anything else, and answered beforehand for the organisation that was hit. */
export const standingItem = 'reporter-capacity'

/** Somebody who writes about another organisation's incident and has not said that it agreed. */
export function isWithoutMandate(answers: Answers): boolean {
  const standing = answers[standingItem]
  if (typeof standing !== 'object' || standing === null || Array.isArray(standing)) return false
  const { role, authorised } = { role: '', authorised: null, ...standing }
  return (role === 'vendor' || role === 'agent') && authorised !== true
}
