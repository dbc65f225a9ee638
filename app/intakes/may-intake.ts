import type { Officer } from '#db/context.ts'

/** Whoever only reads types nothing. A role that is not named here may not. */
const takers: readonly string[] = ['administrator', 'lead', 'officer']

export const mayIntake = ({ role }: Pick<Officer, 'role'> | { role: string }): boolean => takers.includes(role)
