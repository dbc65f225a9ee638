/** Two operators who together invite an administrator into an organisation that has none any more. */
import type { Tx } from '#db/context.ts'
import { administratorProposalPlace } from '#db/places.ts'
import { newId, newToken } from '#db/sealing/secrets.server.ts'

const waits = 7 * 86_400_000
const lasts = 72 * 3_600_000

export interface Proposal {
  id: string
  organisationId: string
  proposedBy: string
  proposedAt: Date
  expiresAt: Date
}

const open = ({ sql }: Tx, now: Date) => sql`confirmed_at is null and ended_at is null and expires_at > ${now}`

/** As an operator. Null while another one waits. */
export async function insertProposal(
  tx: Tx,
  { organisationId, by, evidence, now }: { organisationId: string; by: string; evidence: string; now: Date },
): Promise<string | null> {
  await tx.sql`
    update administrator_proposals set ended_at = ${now}
    where organisation_id = ${organisationId} and confirmed_at is null and ended_at is null and expires_at <= ${now}`
  const id = newId()
  const sealed = (await tx.peopleKey()).seal(administratorProposalPlace(id), evidence)
  const [made] = await tx.sql<{ id: string }[]>`
    insert into administrator_proposals (id, organisation_id, proposed_by, proposed_at, expires_at, evidence)
    values (${id}, ${organisationId}, ${by}, ${now}, ${new Date(now.getTime() + waits)}, ${sealed})
    on conflict (organisation_id) where confirmed_at is null and ended_at is null do nothing returning id`
  return made?.id ?? null
}

/** That of one organisation; as one of its members or an operator. */
export async function findProposal(tx: Tx, organisationId: string, now: Date): Promise<Proposal | null> {
  const [row] = await tx.sql<Proposal[]>`
    select id, organisation_id, proposed_by, proposed_at, expires_at from administrator_proposals
    where organisation_id = ${organisationId} and ${open(tx, now)}`
  return row ?? null
}

/** As an operator: what the first one checked. */
export async function readEvidence(tx: Tx, id: string): Promise<string> {
  const [row] = await tx.sql<{ evidence: Buffer }[]>`select evidence from administrator_proposals where id = ${id}`
  return row ? (await tx.peopleKey()).unseal<string>(administratorProposalPlace(id), row.evidence) : ''
}

/** All that wait, the oldest first. As an operator. */
export function listProposals(tx: Tx, now: Date): Promise<Proposal[]> {
  return tx.sql<Proposal[]>`
    select id, organisation_id, proposed_by, proposed_at, expires_at from administrator_proposals
    where ${open(tx, now)} order by proposed_at`
}

/** As a second operator: the link is made. Null when it waits no more, or was proposed by the same one. */
export async function confirmProposal(
  tx: Tx,
  { id, organisationId, by, now }: { id: string; organisationId: string; by: string; now: Date },
): Promise<{ token: string; until: Date } | null> {
  const confirmed = await tx.sql`
    update administrator_proposals set confirmed_by = ${by}, confirmed_at = ${now}
    where id = ${id} and organisation_id = ${organisationId} and proposed_by <> ${by} and ${open(tx, now)} returning id`
  if (confirmed.length === 0) return null
  const { token, hash } = newToken()
  const until = new Date(now.getTime() + lasts)
  await tx.sql`
    insert into member_invitations (token_hash, organisation_id, role, proposal_id, made_at, expires_at)
    values (${hash}, ${organisationId}, 'administrator', ${id}, ${now}, ${until})`
  return { token, until }
}

/** By either of them; false when it waits no more. */
export async function endProposal(tx: Tx, id: string, organisationId: string, now: Date): Promise<boolean> {
  const ended = await tx.sql`
    update administrator_proposals set ended_at = ${now}
    where id = ${id} and organisation_id = ${organisationId} and ${open(tx, now)} returning id`
  return ended.length > 0
}
