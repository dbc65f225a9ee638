import type { MemberRole } from '#db/context.ts'

export const memberRoles = ['administrator', 'editor', 'approver', 'reader'] as const satisfies readonly MemberRole[]
