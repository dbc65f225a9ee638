import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Member } from '#db/context.ts'
import { setNeedsApproval } from '#db/organisations/approval-rule.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'

/**
 * From now on, or no more, a second person before anything is sent. One administrator may loosen it: at night there may be
 * no second one, and who administers could make one. So everybody whose word is asked for is told, each time.
 */
export async function changeApproval({ db, actor, now }: Context<Member>, needed: boolean): Promise<void> {
  const { organisationId, accountId } = actor
  await db.transaction(async (tx) => {
    const organisation = await findOrganisation(tx, organisationId)
    if (!organisation || organisation.personalOf) throw new Refusal('notFound')
    if (!(await setNeedsApproval(tx, organisationId, needed))) return
    const details = { approval: needed }
    await recordAudit(tx, { reportId: organisationId, did: 'organisation.changed', details, now })
    const to = { organisationId, roles: ['administrator', 'approver'], but: accountId } as const
    await queueNotice(tx, { to, event: 'approval-rule' })
  })
}
