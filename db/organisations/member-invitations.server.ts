/** Links with which somebody joins an organisation, in the role that its administrator chose. */
import type { MemberRole, Tx } from '#db/context.ts'
import { newToken, tokenHash } from '#db/sealing/secrets.server.ts'

const lasts = 72 * 3_600_000

/** As an administrator. The token is known to nobody else from here on. */
export async function insertMemberInvitation(
  tx: Tx,
  { organisationId, role, by, now }: { organisationId: string; role: MemberRole; by: string; now: Date },
): Promise<{ token: string; until: Date }> {
  const { token, hash } = newToken()
  const until = new Date(now.getTime() + lasts)
  await tx.sql`
    insert into member_invitations (token_hash, organisation_id, role, made_by, made_at, expires_at)
    values (${hash}, ${organisationId}, ${role}, ${by}, ${now}, ${until})`
  return { token, until }
}

/** An administrator's links end with the role: whoever was put out does not come back by one kept for that day. */
const standing = ({ sql }: Tx, now: Date) => sql`
  i.used_at is null and i.expires_at > ${now} and (i.proposal_id is not null or exists (
    select from memberships m where m.account_id = i.made_by and m.organisation_id = i.organisation_id
      and m.role = 'administrator' and m.ended_at is null))`

/** While it stands, and its maker is not suspended. As the worker. */
export async function findMemberInvitation(
  tx: Tx,
  token: string,
  now: Date,
): Promise<{ organisationId: string; role: MemberRole } | null> {
  const [row] = await tx.sql<{ organisationId: string; role: MemberRole }[]>`
    select i.organisation_id, i.role from member_invitations i left join accounts a on a.id = i.made_by
    where i.token_hash = ${tokenHash(token)} and ${standing(tx, now)} and a.disabled_at is null`
  return row ?? null
}

/** False when it was used in between. */
export async function markMemberInvitationUsed(tx: Tx, token: string, by: string, now: Date): Promise<boolean> {
  const used = await tx.sql`
    update member_invitations set used_at = ${now}, used_by = ${by}
    where token_hash = ${tokenHash(token)} and used_at is null and expires_at > ${now} returning 1`
  return used.length > 0
}

export interface OpenInvitation {
  role: MemberRole
  expiresAt: Date
  /** Two operators made it, and nobody of the organisation. */
  byOperators: boolean
}

export function listOpenInvitations(tx: Tx, organisationId: string, now: Date): Promise<OpenInvitation[]> {
  return tx.sql<OpenInvitation[]>`
    select i.role, i.expires_at, i.proposal_id is not null as by_operators from member_invitations i
    where i.organisation_id = ${organisationId} and ${standing(tx, now)} order by i.expires_at`
}

/** Links that went astray. As an administrator. */
export async function endInvitations(tx: Tx, organisationId: string): Promise<void> {
  await tx.sql`delete from member_invitations where organisation_id = ${organisationId} and used_at is null`
}
