import type { Officer } from '#db/context.ts'

/** Whoever only reads takes nothing out. A role that is not named here may not. */
const exporters: readonly string[] = ['administrator', 'officer']

export const mayExport = ({ role }: Pick<Officer, 'role'> | { role: string }): boolean => exporters.includes(role)
