import { Refusal } from '#app/http/refusal.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, MemberRole, Operator, Tx } from '#db/context.ts'
import { countMandates } from '#db/mandates/mandate-files.server.ts'
import { findProposal, readEvidence } from '#db/organisations/administrator-proposals.server.ts'
import { listClaims, listRivals, type Claim } from '#db/organisations/claims.server.ts'
import { endInvitations, listOpenInvitations } from '#db/organisations/member-invitations.server.ts'
import { changeMembership, listColleagues } from '#db/organisations/memberships.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'
import { listOperators } from '#db/people/people.server.ts'

import { tellMember, tellOthers } from './tell-members.server.ts'

/** What an operator decides on. Of an organisation's reports there is nothing here, not even how many. */
export async function readOrganisation({ db, actor, now }: Context<Operator>, id: string) {
  return db.transaction(async (tx) => {
    const organisation = await findOrganisation(tx, id)
    if (!organisation || organisation.personalOf) throw new Refusal('notFound')
    const claims = await listClaims(tx, id)
    const operators = new Map((await listOperators(tx)).map(({ operatorId, name }) => [operatorId, name]))
    const proposal = await findProposal(tx, id, now)
    const open = claims.find(({ endedAt }) => endedAt === null)
    const { profile, corporateNumber, verifiedAt, verifiedWay, needsApproval } = organisation
    return {
      organisation: { name: profile.name, corporateNumber, verifiedAt, verifiedWay, needsApproval },
      people: await listColleagues(tx, id),
      links: await listOpenInvitations(tx, id, now),
      mandates: await countMandates(tx, id, now),
      proposal: proposal && {
        ...proposal,
        by: operators.get(proposal.proposedBy) ?? '',
        own: proposal.proposedBy === actor.operatorId,
        evidence: await readEvidence(tx, proposal.id),
      },
      open: open ? { ...openView(open), nameNow: profile.name, rivals: await nameRivals(tx, open) } : null,
      past: claims.flatMap((claim) => (claim.endedAt ? [pastView(claim, claim.endedAt, operators)] : [])),
    }
  })
}

/**
 * For an organisation whose administrator is gone. Whoever it is about and those who administer it are told; null when it
 * was done.
 */
export async function changeRoleIn(
  { db, now }: Context<Operator>,
  organisationId: string,
  { accountId, role }: { accountId: string; role: MemberRole },
): Promise<'lastAdministrator' | null> {
  return db.transaction(async (tx) => {
    const member = (await listColleagues(tx, organisationId)).find((one) => one.accountId === accountId)
    if (!member) throw new Refusal('notFound')
    if (member.role === role) return null
    const changed = await changeMembership(tx, { accountId, organisationId, role, now })
    if (changed !== 'changed') return changed === 'unchanged' ? null : changed
    await recordAudit(tx, {
      reportId: organisationId,
      did: 'member.changed',
      subject: accountId,
      details: { role },
      now,
    })
    await tellMember(tx, accountId)
    await tellOthers(tx, { organisationId, role, but: accountId })
    return null
  })
}

/** Links for joining that went astray. */
export async function endLinksOf({ db, now }: Context<Operator>, organisationId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await endInvitations(tx, organisationId)
    await recordAudit(tx, { reportId: organisationId, did: 'member.uninvited', now })
  })
}

async function nameRivals(tx: Tx, claim: Claim) {
  const rivals = []
  for (const { id, verified } of await listRivals(tx, claim)) {
    const name = (await findOrganisation(tx, id))?.profile.name ?? ''
    rivals.push({ id, name, verified })
  }
  return rivals
}

const openView = ({
  id,
  name,
  corporateNumber,
  madeAt,
  address,
  mail,
  note,
  mailConfirmedAt,
  letterMadeAt,
}: Claim) => ({
  id,
  /** When it was made; the organisation may have been renamed since. */
  name,
  corporateNumber,
  madeAt,
  address,
  mail,
  note,
  mailConfirmedAt,
  letterMadeAt,
})

const pastView = (
  { id, name, corporateNumber, way, words, decidedBy }: Claim,
  endedAt: Date,
  names: ReadonlyMap<string, string>,
) => ({
  id,
  name,
  corporateNumber,
  endedAt,
  way,
  words,
  by: names.get(decidedBy ?? '') ?? null,
})

export type ProposalView = NonNullable<Awaited<ReturnType<typeof readOrganisation>>['proposal']>
export type OpenClaimView = NonNullable<Awaited<ReturnType<typeof readOrganisation>>['open']>
export type PastClaimView = ReturnType<typeof pastView>
