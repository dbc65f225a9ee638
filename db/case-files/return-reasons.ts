/** Why a copy is given back. A closed list: what stays of a return holds nothing that somebody wrote. */
export const returnReasons = ['wrong-addressee', 'not-in-charge', 'handed-over-in-error', 'duplicate-copy'] as const
export type ReturnReason = (typeof returnReasons)[number]
