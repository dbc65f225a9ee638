import { codeFlaw } from '#db/sealing/secrets.server.ts'

import type { KeyField, KeyProblem } from './key-fields.tsx'

/** What can be said of a reference and a secret before asking whether they fit; such a try is no guess and is not counted. */
export function keyProblems(typed: { reference: string; secret: string }): KeyProblem[] {
  return [...problemsOf('reference', typed.reference, 10), ...problemsOf('secret', typed.secret, 24)]
}

export const referenceProblems = (typed: string): KeyProblem[] => problemsOf('reference', typed, 10)
export const secretProblems = (typed: string): KeyProblem[] => problemsOf('secret', typed, 24)

function problemsOf(field: KeyField, typed: string, length: 10 | 24): KeyProblem[] {
  if (!typed) return [{ field, problem: 'missing', values: {} }]
  const flaw = codeFlaw(typed, length)
  return flaw ? [{ field, problem: flaw.flaw, values: flaw }] : []
}
