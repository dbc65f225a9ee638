import { contextOf } from '#app/context.ts'
import { isFresh } from '#app/http/fresh-factor.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { localPath } from '#app/http/local-path.ts'
import { personSession, type DoorArgs, type PersonSession } from '#app/http/session.server.ts'
import { claimByProvider } from '#app/organisations/provider-claim.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import { findInvitation } from '#db/people/invitations.server.ts'
import { findIdentity, linkIdentity, type Identity } from '#db/people/logins.server.ts'
import { policyOf } from '#db/people/recipient-policies.server.ts'

import { claimInvitation, findInvited } from './enrol.server.ts'
import {
  connectToken,
  failed,
  returnedIdentity,
  takeErrand,
  type Errand,
  type ReturnedIdentity,
} from './openid.server.ts'
import { connectProvider, personOfSession } from './security.server.ts'
import { letIn, noteFailure } from './sign-in.server.ts'
import { renew } from './step-up.server.ts'

/**
 * Whoever comes back from a body's provider is let in, or their identity is connected. Returns where to go on. `recipient`:
 * whose provider answered, by the address; what another one answers is given to nobody.
 */
export async function finishOpenid(args: DoorArgs, recipient: string): Promise<string> {
  const errand = takeErrand(args)
  const identity = errand?.recipient === recipient ? await returnedIdentity(args, errand) : null
  if (!errand || !identity) {
    await noteFailure(args, null, 'provider')
    return failed(args, errand)
  }
  if (identity === 'factors') {
    await noteFailure(args, null, 'provider')
    return failed(args, errand, 'factors')
  }
  if (errand.purpose === 'sign-in') return enter(args, errand, identity)
  if (errand.purpose === 'enrol') return enrol(args, errand, identity)
  const session = await personSession(args)
  if (!session) return `/sign-in?next=${encodeURIComponent(homeOf(errand))}`
  if (errand.purpose === 'claim') return claimByProvider(args, errand, identity)
  if (errand.purpose === 'connect') return connect(args, errand, { session, identity })
  return showAgain(args, errand, { session, identity })
}

const homeOf = ({ next }: Errand): string => localPath(next) ?? '/account/security'

async function loginOf(args: DoorArgs, identity: Identity): Promise<string | null> {
  const { db } = contextOf(args.context, { kind: 'worker' })
  return db.transaction((tx) => findIdentity(tx, identity))
}

/**
 * Whoever proved an identity that lets nobody in is told so: to try again would not help. Whether it is nobody's here or of
 * somebody who may not come in is not said, nor told by the time that it takes.
 */
async function enter(args: DoorArgs, errand: Errand, identity: ReturnedIdentity): Promise<string> {
  const letsNobodyIn = failed(args, errand, 'unknown')
  const loginId = await loginOf(args, identity)
  const entered = await letIn(args, loginId, 'openid', { vouched: errand.recipient, ...identity })
  return entered.state === 'in' ? (localPath(errand.next) ?? entered.home) : letsNobodyIn
}

/** A fresh factor, told by the provider of their own body: another body may ask the same provider for less. */
async function showAgain(
  args: DoorArgs,
  errand: Errand,
  { session, identity }: { session: PersonSession; identity: Identity },
): Promise<string> {
  const person = await personOfSession(contextOf(args.context, { kind: 'worker' }), session.loginId)
  const isOwn = policyOf(person) === errand.recipient && session.loginId === (await loginOf(args, identity))
  if (!isOwn) {
    await noteFailure(args, session.loginId, 'provider')
    return failed(args, errand)
  }
  await renew(args, session, 'openid', identity.issuer)
  return homeOf(errand)
}

/** One more way to sign in, for whoever is signed in and began this on their own page. */
async function connect(
  args: DoorArgs,
  { recipient, token }: Errand,
  { session, identity }: { session: PersonSession; identity: Identity },
): Promise<string> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const person = await personOfSession({ db, actor: { kind: 'worker' }, now }, session.loginId)
  const begun = token === connectToken(args, session.id) && isFresh(session, now) && policyOf(person) === recipient
  const said = begun ? await db.transaction((tx) => connectProvider({ tx, now }, session, identity)) : 'providerFailed'
  leaveFlash(args, said)
  return '/account/security'
}

/** The identity belongs to whom the link is for from now on, and to nobody else. */
async function enrol(args: DoorArgs, errand: Errand, identity: ReturnedIdentity): Promise<string> {
  const { token, recipient } = errand
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const invited = await findInvited(args, token)
  if (!invited || policyOf(invited.person) !== recipient) return failed(args, errand)
  const linked = await db.transaction(async (tx) => {
    await inTurn(tx, `enrol ${invited.person.id}`)
    if (!(await findInvitation(tx, token, now))) return false // else a second identity would be linked, unclaimed
    const own = await linkIdentity(tx, invited.person.id, identity, now)
    return own && (await claimInvitation(tx, invited, 'openid', now))
  })
  if (!linked) return failed(args, errand)
  const entered = await letIn(args, invited.person.id, 'openid', { vouched: recipient, ...identity })
  return entered.state === 'in' ? entered.home : '/sign-in?provider=failed'
}
