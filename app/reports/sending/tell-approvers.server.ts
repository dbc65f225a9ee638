import { queueNotice } from '#app/notices/queue-notice.server.ts'
import type { FilingMember, Tx } from '#db/context.ts'

/** Everybody else of the organisation who could send what was asked for; commits with the request. */
export function tellApprovers(tx: Tx, { organisationId, accountId: but }: FilingMember): Promise<void> {
  const to = { organisationId, roles: ['administrator', 'approver'], but } as const
  return queueNotice(tx, { to, event: 'approval' })
}
