import type { MemberRole } from '#db/context.ts'

/** What is done to one report: looked at, filled in, sent or taken back, answered to those who have it. */
export type Act = 'read' | 'draft' | 'send' | 'answer'

/** Whoever shows reference and secret may everything; a member what the role says. A second person is another matter. */
const acts: Readonly<Record<MemberRole, readonly Act[]>> = {
  administrator: ['read', 'draft', 'send', 'answer'],
  editor: ['read', 'draft', 'send', 'answer'],
  approver: ['read', 'send', 'answer'],
  reader: ['read'],
}

export const mayAct = (role: MemberRole, act: Act): boolean => acts[role].includes(act)
