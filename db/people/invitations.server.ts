/** One-time links with which a person sets up how to sign in. */
import type { Tx } from '#db/context.ts'
import { newToken, tokenHash } from '#db/sealing/secrets.server.ts'

const lasts = 72 * 3_600_000

/** As an operator. A new invitation ends earlier ones. */
export async function insertInvitation(tx: Tx, loginId: string, now: Date): Promise<{ token: string; until: Date }> {
  const { token, hash } = newToken()
  const until = new Date(now.getTime() + lasts)
  await tx.sql`delete from invitations where login_id = ${loginId} and used_at is null`
  await tx.sql`
    insert into invitations (token_hash, login_id, made_at, expires_at)
    values (${hash}, ${loginId}, ${now}, ${until})`
  return { token, until }
}

/** Whom the link is for, while it stands. As the worker. */
export async function findInvitation(tx: Tx, token: string, now: Date): Promise<string | null> {
  const [row] = await tx.sql<{ loginId: string }[]>`
    select login_id from invitations
    where token_hash = ${tokenHash(token)} and used_at is null and expires_at > ${now}`
  return row?.loginId ?? null
}

/** Who used the link; null when nobody did. As the worker. */
export async function findUsedInvitation(tx: Tx, token: string): Promise<string | null> {
  const [row] = await tx.sql<{ loginId: string }[]>`
    select login_id from invitations where token_hash = ${tokenHash(token)} and used_at is not null`
  return row?.loginId ?? null
}

/** Until when a link stands that nobody has used. As an operator. */
export async function openInvitationUntil(tx: Tx, loginId: string, now: Date): Promise<Date | null> {
  const [row] = await tx.sql<{ until: Date | null }[]>`
    select max(expires_at) as until from invitations
    where login_id = ${loginId} and used_at is null and expires_at > ${now}`
  return row?.until ?? null
}

/** A link that went astray. As an operator; false when there is none. */
export async function endInvitation(tx: Tx, loginId: string): Promise<boolean> {
  const ended = await tx.sql`delete from invitations where login_id = ${loginId} and used_at is null returning 1`
  return ended.length > 0
}

/** False when it was used in between: of two enrolments at once, one counts. */
export async function markInvitationUsed(tx: Tx, token: string, now: Date): Promise<boolean> {
  const used = await tx.sql`
    update invitations set used_at = ${now}
    where token_hash = ${tokenHash(token)} and used_at is null and expires_at > ${now} returning login_id`
  return used.length > 0
}
