/** Which ways of signing in a body accepts of its officers, and its own provider when it has one. */
import type { Tx } from '#db/context.ts'
import { providerPlace } from '#db/places.ts'
import type { Means } from './sessions.server.ts'

export type PolicyMeans = Exclude<Means, 'recovery' | 'demo'>

/** A body's OpenID provider. `acr` is what it says when the officer used two factors. */
export interface Provider {
  issuer: string
  /** Of the provider for organisations: the claim that holds the corporate number. Empty: it says none. */
  attribute?: string
  clientId: string
  clientSecret: string
  acr: string
}

export interface RecipientPolicy {
  recipient: string
  means: PolicyMeans[]
  provider: Provider | null
  /** Hours until a reporter is shown that this body has opened something; 0 to 168. */
  openingsAfter: number
}

/** Not a recipient: the one policy, and the one provider, for people with accounts of their own. */
export const accountsPolicy = 'organisations'

/** Whose policy somebody signs in under; null for operators, who have the usual one. */
export const policyOf = ({ kind, recipient }: { kind: string; recipient: string | null }): string | null =>
  kind === 'account' ? accountsPolicy : recipient

export const usualMeans: PolicyMeans[] = ['passkey', 'totp']

/** What counts for an officer of this recipient; null for an operator, who has no provider of their own. */
export async function acceptedMeans(tx: Tx, recipient: string | null): Promise<Means[]> {
  const [row] = await tx.sql<{ means: PolicyMeans[] }[]>`
    select means from recipient_policies where recipient = ${recipient}`
  return [...(row?.means ?? usualMeans), 'demo']
}

/** Until this transaction ends nobody changes the policy; who did so before is waited for. */
export async function keepPolicy({ sql }: Tx, recipient: string | null): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${turnOf(recipient)}, 0))`
}

/** What is used up when a policy changes, see `keepPolicy`. */
export const turnOf = (recipient: string | null): string => `policy ${recipient ?? ''}`

/** As the worker or an operator. Without one, the usual holds. */
export async function findPolicy(tx: Tx, recipient: string): Promise<RecipientPolicy> {
  const [row] = await tx.sql<PolicyRow[]>`
    select means, issuer, client_id, client_secret, acr, attribute, openings_after from recipient_policies where recipient = ${recipient}`
  if (!row) return { recipient, means: usualMeans, provider: null, openingsAfter: 0 }
  const { means, issuer, clientId, clientSecret, acr, attribute, openingsAfter } = row
  if (!issuer || !clientId || !clientSecret || !acr) return { recipient, means, provider: null, openingsAfter }
  const secret = (await tx.peopleKey()).unseal<string>(providerPlace(recipient), clientSecret)
  const provider = { issuer, clientId, clientSecret: secret, acr, attribute: attribute ?? '' }
  return { recipient, means, provider, openingsAfter }
}

interface PolicyRow {
  means: PolicyMeans[]
  issuer: string | null
  clientId: string | null
  clientSecret: Buffer | null
  acr: string | null
  attribute: string | null
  openingsAfter: number
}

/** The bodies whose officers sign in at their own provider. */
export async function listProviders(tx: Tx): Promise<string[]> {
  const rows = await tx.sql<{ recipient: string }[]>`
    select recipient from recipient_policies where 'openid' = any (means) order by recipient`
  return rows.map(({ recipient }) => recipient)
}

export async function listPolicies(
  tx: Tx,
): Promise<{ recipient: string; means: PolicyMeans[]; issuer: string | null }[]> {
  return tx.sql`select recipient, means, issuer from recipient_policies order by recipient`
}

/** As an operator. */
export async function setPolicy(
  tx: Tx,
  {
    recipient,
    means,
    provider,
    openingsAfter = 0,
  }: Omit<RecipientPolicy, 'openingsAfter'> & { openingsAfter?: number },
  now: Date,
): Promise<void> {
  const secret = provider && (await tx.peopleKey()).seal(providerPlace(recipient), provider.clientSecret)
  const [issuer, client, acr] = provider ? [provider.issuer, provider.clientId, provider.acr] : [null, null, null]
  await tx.sql`
    insert into recipient_policies (recipient, means, issuer, client_id, client_secret, acr, attribute, openings_after, changed_at)
    values (${recipient}, ${means}, ${issuer}, ${client}, ${secret}, ${acr}, ${provider?.attribute || null}, ${openingsAfter}, ${now})
    on conflict (recipient) do update set means = excluded.means, issuer = excluded.issuer,
      client_id = excluded.client_id, client_secret = excluded.client_secret, acr = excluded.acr, attribute = excluded.attribute,
      openings_after = excluded.openings_after, changed_at = ${now}`
}
