import { worldContext } from '#app/context.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import type { Context, Operator } from '#db/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { findPolicy, setPolicy, type PolicyMeans, type Provider } from '#db/people/recipient-policies.server.ts'

import { answersAsProvider, demoIssuer, mayBeIssuer } from './openid.server.ts'
import { policyMeans, type PolicyForm, type PolicyProblem } from './policy.ts'

/** What a body accepts from now on. Its provider is asked for its description first. */
export async function changePolicy(
  args: DoorArgs,
  { db, now }: Context<Operator>,
  recipient: string,
  typed: PolicyForm,
): Promise<PolicyProblem[]> {
  const before = await db.transaction((tx) => findPolicy(tx, recipient))
  const means = policyMeans.filter((each) => typed.means.includes(each))
  const provider = providerIn(typed, before.provider)
  const openingsAfter = typed.openings === '' ? 0 : Number(typed.openings)
  const problems = await problemsOf(args, means, provider)
  if (!Number.isInteger(openingsAfter) || openingsAfter < 0 || openingsAfter > 168) problems.push('badOpenings')
  if (problems.length > 0) return problems
  await db.transaction(async (tx) => {
    await setPolicy(tx, { recipient, means, provider: means.includes('openid') ? provider : null, openingsAfter }, now)
    await recordAtDoor(tx, { did: 'policy.changed', person: null, details: { recipient, means: means.join(' ') }, now })
  })
  return []
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
  if (problems.length === 0 && !(await answersAsProvider(args, provider))) problems.push('noAnswer')
  return problems
}
