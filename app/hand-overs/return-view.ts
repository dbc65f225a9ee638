/** Returns as plain data for pages: by body, never by person, and nothing of what was in the copies. */
import type { ReturnReason } from '#db/case-files/return-reasons.ts'
import type { ReturnedCopy, ReturnLine } from '#db/case-files/returns.server.ts'

export interface ReturnView {
  id: string
  /** Who gave it back. */
  from: string
  handOverId: string | null
  handedBy: string | null
  reason: ReturnReason
  copies: readonly ReturnedCopy[]
  emptied: boolean
  at: string
}

export function returnView(line: ReturnLine): ReturnView {
  const { id, recipient, handOverId, handedBy, reason, copies, emptied, returnedAt } = line
  return { id, from: recipient, handOverId, handedBy, reason, copies, emptied, at: returnedAt.toISOString() }
}
