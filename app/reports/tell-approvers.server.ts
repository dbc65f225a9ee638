import type { FilingMember, Tx } from '#db/context.ts'
import { queueJob } from '#db/jobs.server.ts'
import { listColleagues } from '#db/memberships.server.ts'

/** Everybody else of the organisation who could send what was asked for; commits with the request. */
export async function tellApprovers(tx: Tx, { organisationId, accountId, reportId }: FilingMember): Promise<void> {
  const people = await listColleagues(tx, organisationId)
  const others = people.filter((one) => one.accountId !== accountId && ['administrator', 'approver'].includes(one.role))
  for (const one of others) {
    await queueJob(tx, 'approval-mail', { accountId: one.accountId }, `approval-mail ${one.accountId} ${reportId}`)
  }
}
