/** What people could sign in with under a policy, and what a changed one takes from them. */
import type { Tx } from '#db/context.ts'

import { accountsPolicy, type PolicyMeans, type RecipientPolicy } from './recipient-policies.server.ts'

type Ways = Pick<RecipientPolicy, 'means' | 'provider'>

/** Of a body, or everybody with an account; not whoever is suspended. */
const peopleUnder = (tx: Tx, policy: string) =>
  policy === accountsPolicy
    ? tx.sql`select id, null as name from accounts where disabled_at is null`
    : tx.sql`select id, name from officers where recipient = ${policy} and disabled_at is null`

/** Has this person a way in that is accepted? An identity counts at the provider of the policy only. */
const canEnter = (tx: Tx, { means, provider }: Ways) => tx.sql`(
  ('passkey' = any (${means}::text[]) and exists (select from passkeys k where k.login_id = p.id))
  or ('totp' = any (${means}::text[])
    and exists (select from logins l where l.id = p.id and l.key_hash is not null))
  or ('openid' = any (${means}::text[])
    and exists (select from identities i where i.login_id = p.id and i.issuer = ${provider?.issuer ?? null})))`

/** Who can sign in as it was, and could not any more. Accounts have no name here. As an operator. */
export function listShutOut(
  tx: Tx,
  policy: string,
  { before, after }: { before: Ways; after: Ways },
): Promise<{ id: string; name: string | null }[]> {
  return tx.sql`
    select p.id, p.name from (${peopleUnder(tx, policy)}) p
    where ${canEnter(tx, before)} and not ${canEnter(tx, after)} order by p.name, p.id`
}

/** Ends the sessions that began in one of these ways. Returns whose. As an operator. */
export async function endSessionsBy(tx: Tx, policy: string, means: readonly PolicyMeans[]): Promise<string[]> {
  const began = means.flatMap((one) => (one === 'totp' ? [one, 'recovery'] : [one]))
  const ended = await tx.sql<{ loginId: string }[]>`
    delete from sessions s using (${peopleUnder(tx, policy)}) p
    where s.login_id = p.id and s.means = any (${began}::text[]) returning s.login_id`
  return [...new Set(ended.map(({ loginId }) => loginId))]
}
