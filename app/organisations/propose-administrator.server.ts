/**
 * For an organisation whose administrators are gone and that has nobody to be given the role. Who comes in sees all of its
 * reports, so one operator is not enough: a second one checks again. Everybody in the organisation is told.
 */
import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Operator, Tx } from '#db/context.ts'
import { confirmProposal, endProposal, insertProposal } from '#db/organisations/administrator-proposals.server.ts'
import { memberRoles } from '#db/organisations/member-roles.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'

/** Null when it was done. */
export async function proposeAdministrator(
  { db, actor, now }: Context<Operator>,
  organisationId: string,
  evidence: string,
): Promise<'missingEvidence' | 'proposedAlready' | null> {
  if (evidence.trim() === '') return 'missingEvidence'
  return db.transaction(async (tx) => {
    const organisation = await findOrganisation(tx, organisationId)
    if (!organisation || organisation.personalOf) throw new Refusal('notFound')
    const id = await insertProposal(tx, { organisationId, by: actor.operatorId, evidence, now })
    if (!id) return 'proposedAlready'
    await record(tx, organisationId, { did: 'member.proposed', subject: id, now })
    return null
  })
}

/** The link, shown once; null when it waits no more, or the same operator proposed it. */
export async function confirmAdministrator(
  { db, actor, now }: Context<Operator>,
  organisationId: string,
  id: string,
): Promise<{ token: string; until: Date } | null> {
  return db.transaction(async (tx) => {
    const link = await confirmProposal(tx, { id, organisationId, by: actor.operatorId, now })
    if (link) await record(tx, organisationId, { did: 'member.invited', subject: id, now })
    return link
  })
}

export async function putProposalBack(
  { db, now }: Context<Operator>,
  organisationId: string,
  id: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    if (await endProposal(tx, id, organisationId, now))
      await record(tx, organisationId, { did: 'member.uninvited', subject: id, now })
  })
}

async function record(tx: Tx, organisationId: string, act: { did: string; subject: string; now: Date }): Promise<void> {
  await recordAudit(tx, { reportId: organisationId, ...act })
  await queueNotice(tx, { to: { organisationId, roles: memberRoles }, event: 'claim' })
}
