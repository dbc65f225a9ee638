import { contextOf } from '#app/context.ts'
import { localPath } from '#app/http/local-path.ts'
import { requirePerson, type DoorArgs } from '#app/http/session.server.ts'
import { claimByProvider } from '#app/organisations/provider-claim.server.ts'
import { findIdentity, linkIdentity, type Identity } from '#db/people/logins.server.ts'
import { policyOf } from '#db/people/recipient-policies.server.ts'

import { claimInvitation, findInvited } from './enrol.server.ts'
import { returnedIdentity, takeErrand, type Errand } from './openid.server.ts'
import { letIn, noteFailure } from './sign-in.server.ts'
import { renew } from './step-up.server.ts'

const failed = '/sign-in?provider=failed'

/** Whoever comes back from a body's provider is let in, or their identity is connected. Returns where to go on. */
export async function finishOpenid(args: DoorArgs): Promise<string> {
  const errand = takeErrand(args)
  const identity = errand && (await returnedIdentity(args, errand))
  if (!errand || !identity) {
    await noteFailure(args, null, 'provider')
    return errand?.purpose === 'enrol' ? `/enrol/${errand.token}?provider=failed` : failed
  }
  if (errand.purpose === 'enrol') return enrol(args, errand, identity)
  if (errand.purpose === 'claim') return claimByProvider(args, errand, identity)
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const loginId = await db.transaction((tx) => findIdentity(tx, identity, now))
  if (errand.purpose === 'again') {
    const session = await requirePerson(args)
    if (session.loginId !== loginId) return failed
    await renew(args, session, 'openid')
    return localPath(errand.next) ?? '/account/security'
  }
  if (!loginId) {
    await noteFailure(args, null, 'provider')
    return failed
  }
  const entered = await letIn(args, loginId, 'openid', errand.recipient)
  return entered.state === 'in' ? (localPath(errand.next) ?? entered.home) : failed
}

/** The identity belongs to whom the link is for from now on, and to nobody else. */
async function enrol(args: DoorArgs, { token, recipient }: Errand, identity: Identity): Promise<string> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const invited = await findInvited(args, token)
  if (!invited || policyOf(invited.person) !== recipient) return `/enrol/${token}?provider=failed`
  const linked = await db.transaction(async (tx) => {
    const own = await linkIdentity(tx, invited.person.id, identity, now)
    return own && (await claimInvitation(tx, invited, 'openid', now))
  })
  if (!linked) return `/enrol/${token}?provider=failed`
  const entered = await letIn(args, invited.person.id, 'openid', recipient)
  return entered.state === 'in' ? entered.home : failed
}
