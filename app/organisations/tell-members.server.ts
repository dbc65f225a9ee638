import { queueNotice } from '#app/notices/queue-notice.server.ts'
import type { MemberRole, Tx } from '#db/context.ts'

/** Whose role it is. */
export const tellMember = (tx: Tx, accountId: string): Promise<void> =>
  queueNotice(tx, { to: { accountId }, event: 'membership' })

/**
 * Those who administer, so that nobody comes or changes unnoticed; whoever approves, too, where somebody's word now counts
 * like theirs. `but`: who did it.
 */
export async function tellOthers(
  tx: Tx,
  { organisationId, role, but }: { organisationId: string; role: MemberRole | null; but: string },
): Promise<void> {
  const approves = role === 'administrator' || role === 'approver'
  const roles: MemberRole[] = approves ? ['administrator', 'approver'] : ['administrator']
  await queueNotice(tx, { to: { organisationId, roles, but }, event: 'members' })
}
