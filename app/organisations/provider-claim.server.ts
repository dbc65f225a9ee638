import type { Errand, ReturnedIdentity } from '#app/accounts/openid.server.ts'
import { contextOf } from '#app/context.ts'
import { requireMember } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { findClaim } from '#db/organisations/claims.server.ts'
import { accountsPolicy } from '#db/people/recipient-policies.server.ts'

import { verify } from './claim.server.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * The provider for organisations says which corporation its person acts for. It counts when that is the claimed one, and
 * whoever came back is signed in here as an administrator of the organisation; a claim of others is as if there were none.
 * Returns where to go on.
 */
export async function claimByProvider(
  args: DoorArgs,
  { recipient, token }: Errand,
  { corporateNumber }: ReturnedIdentity,
): Promise<string> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(token)
  const claim = isId ? await db.transaction((tx) => findClaim(tx, token)) : null
  const administers = await isAdministrator(args, claim?.organisationId ?? nobody)
  if (!claim || !administers || recipient !== accountsPolicy) return '/organisations'
  const fits = corporateNumber !== null && corporateNumber === claim.corporateNumber
  const verified = fits && (await db.transaction((tx) => verify(tx, claim.id, 'openid', now)))
  leaveFlash(args, verified ? 'verified' : 'otherCorporation')
  return `/organisations/${claim.organisationId}${verified ? '' : '/claim'}`
}

async function isAdministrator(args: DoorArgs, organisationId: string): Promise<boolean> {
  try {
    await requireMember(args, organisationId, 'manage')
    return true
  } catch (refusal) {
    if (refusal instanceof Refusal && (refusal.code === 'notFound' || refusal.code === 'forbidden')) return false
    throw refusal
  }
}
