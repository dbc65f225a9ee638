import { worldContext } from '#app/context.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Operator, Tx } from '#db/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import {
  findPolicy,
  setPolicy,
  turnOf,
  type PolicyMeans,
  type Provider,
  type RecipientPolicy,
} from '#db/people/recipient-policies.server.ts'
import { endSessionsBy, listShutOut } from '#db/people/ways.server.ts'

import { demoIssuer, mayBeIssuer, troubleWith } from './openid.server.ts'
import { policyMeans, type PolicyForm, type PolicyProblem } from './policy.ts'

export type ChangedPolicy =
  | { kind: 'changed'; signedOut: number }
  /** Nothing is changed yet: these people, by name where they have one, would have no way in. */
  | { kind: 'shutsOut'; people: readonly (string | null)[] }
  | { kind: 'wrong'; problems: PolicyProblem[] }

/**
 * What a body accepts from now on, also of whoever is signed in: why a way is given up nobody says, and it may have been
 * stolen. Its provider is asked for its description first.
 */
export async function changePolicy(
  args: DoorArgs,
  { db, now }: Context<Operator>,
  recipient: string,
  typed: PolicyForm,
): Promise<ChangedPolicy> {
  const before = await db.transaction((tx) => findPolicy(tx, recipient))
  const means = policyMeans.filter((each) => typed.means.includes(each))
  const provider = providerIn(typed, before.provider)
  const openingsAfter = typed.openings === '' ? 0 : Number(typed.openings)
  const problems = await problemsOf(args, means, provider)
  if (!Number.isInteger(openingsAfter) || openingsAfter < 0 || openingsAfter > 168) problems.push('badOpenings')
  if (problems.length > 0) return { kind: 'wrong', problems }
  const after = { recipient, means, provider: means.includes('openid') ? provider : null, openingsAfter }
  return db.transaction(async (tx) => {
    const people = typed.shutsOut ? [] : await listShutOut(tx, recipient, { before, after })
    if (people.length > 0) return { kind: 'shutsOut', people: people.map(({ name }) => name) }
    await inTurn(tx, turnOf(recipient)) // whoever comes in at this moment is in by now, or comes in by the new one
    await setPolicy(tx, after, now)
    await recordAtDoor(tx, { did: 'policy.changed', person: null, details: { recipient, means: means.join(' ') }, now })
    return { kind: 'changed', signedOut: await signOut(tx, { before, after }, now) }
  })
}

/** Whoever came in by a way that is accepted no more, or by a provider that is the body's no more. Returns how many. */
async function signOut(
  tx: Tx,
  { before, after }: { before: RecipientPolicy; after: RecipientPolicy },
  now: Date,
): Promise<number> {
  const isGone = (means: PolicyMeans) =>
    !after.means.includes(means) || (means === 'openid' && before.provider?.issuer !== after.provider?.issuer)
  const people = await endSessionsBy(tx, after.recipient, policyMeans.filter(isGone))
  for (const person of people) await recordAtDoor(tx, { did: 'session.ended', person, details: { why: 'policy' }, now })
  return people.length
}

/** An empty secret keeps the one that is known, as long as the provider is the same. */
function providerIn({ issuer, clientId, clientSecret, acr, attribute }: PolicyForm, before: Provider | null): Provider {
  const kept = before && before.issuer === issuer && before.clientId === clientId ? before.clientSecret : ''
  return { issuer, clientId, clientSecret: clientSecret || kept, acr, attribute }
}

async function problemsOf(args: DoorArgs, means: PolicyMeans[], provider: Provider): Promise<PolicyProblem[]> {
  if (means.length === 0) return ['missingMeans']
  if (!means.includes('openid')) return []
  const { demo } = args.context.get(worldContext).config
  const problems: PolicyProblem[] = []
  const known = (demo && provider.issuer === demoIssuer) || mayBeIssuer(provider.issuer, demo)
  if (!known) problems.push('badIssuer')
  if (!provider.clientId) problems.push('missingClient')
  if (!provider.clientSecret) problems.push('missingSecret')
  if (!provider.acr) problems.push('missingAcr')
  const trouble = problems.length === 0 ? await troubleWith(args, provider) : null
  if (trouble !== null) problems.push(unreadBy[trouble] ?? 'noAnswer')
  return problems
}

const unreadBy: Partial<Record<string, PolicyProblem>> = {
  address: 'inside',
  name: 'noName',
  certificate: 'certificate',
}
