import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'

import { contextOf } from '#app/context.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import type { Tx } from '#db/context.ts'
import { beginCeremony, takeCeremony } from '#db/people/ceremonies.server.ts'
import { findPasskey, insertPasskey, listPasskeys, markPasskeyUsed } from '#db/people/passkeys.server.ts'

/** Loaded with the first passkey: it costs 30 MB and a third of a second, which a start need not wait for. */
const library = () => import('@simplewebauthn/server')

/** The site a passkey belongs to: the portal's host, never one that the browser names. */
function siteOf(request: Request): { id: string; origin: string } {
  const { hostname, origin } = new URL(request.url)
  return { id: hostname, origin }
}

/** An address of numbers can hold no passkey; browsers refuse it. */
export const canHavePasskeys = (request: Request): boolean => !/^[\d.]+$|^\[/.test(siteOf(request).id)

export interface AskedPasskey {
  ceremony: string
  options: object
}

interface Challenge {
  challenge: string
}

/** Any passkey of this site: whoever asks is not asked who they are. The device checks finger, face or PIN. */
export async function askForPasskey(args: DoorArgs, purpose: string, loginId: string | null): Promise<AskedPasskey> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const { generateAuthenticationOptions } = await library()
  const options = await generateAuthenticationOptions({
    rpID: siteOf(args.request).id,
    userVerification: 'required',
  })
  const content: Challenge = { challenge: options.challenge }
  return { ceremony: await db.transaction((tx) => beginCeremony(tx, { purpose, loginId, content }, now)), options }
}

/**
 * Checked when nobody has such a passkey, so that an unknown one takes as long as a wrong one: an ES256 key as COSE has it,
 * which nothing answers for, since what was verified with it is thrown away.
 */
const nobodysKey = new Uint8Array(
  Buffer.from(
    'a5010203262001215820' +
      '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
      '225820' +
      '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
    'hex',
  ),
)

/** Whose passkey answered; null when it did not fit, was changed, comes again, or is nobody's. */
export async function checkPasskey(
  args: DoorArgs,
  { ceremony, response }: PasskeyAnswer,
  purpose: string,
): Promise<string | null> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const answer = readAnswer<AuthenticationResponseJSON>(response)
  const asked = await db.transaction((tx) => takeCeremony<Challenge>(tx, { token: ceremony, purpose }, now))
  const passkey = answer && (await db.transaction((tx) => findPasskey(tx, answer.id)))
  if (!asked || !answer || (asked.loginId && asked.loginId !== passkey?.loginId)) return null
  const site = siteOf(args.request)
  const { verifyAuthenticationResponse } = await library()
  const verified = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: asked.content.challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    credential: passkey
      ? { id: passkey.id, publicKey: passkey.publicKey, counter: passkey.counter }
      : { id: answer.id, publicKey: nobodysKey, counter: 0 },
    requireUserVerification: true,
  }).catch(() => null)
  if (!passkey || !verified?.verified) return null
  const { newCounter } = verified.authenticationInfo
  const counted = await db.transaction((tx) => markPasskeyUsed(tx, passkey.id, newCounter, now))
  return counted ? passkey.loginId : null
}

/** A new passkey, kept by the device so that it can be offered without a name being typed. */
export async function askForNewPasskey(
  args: DoorArgs,
  purpose: string,
  person: { id: string; name: string; site: string },
): Promise<AskedPasskey> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const known = await db.transaction((tx) => listPasskeys(tx, person.id))
  const { generateRegistrationOptions } = await library()
  const options = await generateRegistrationOptions({
    rpID: siteOf(args.request).id,
    rpName: person.site,
    userName: person.name,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const content: Challenge = { challenge: options.challenge }
  const ceremony = await db.transaction((tx) => beginCeremony(tx, { purpose, loginId: person.id, content }, now))
  return { ceremony, options }
}

/**
 * Keeps the new passkey for whom it was asked. False when it does not fit, or is known. `claim` runs in the same
 * transaction and may call it off.
 */
export async function addPasskey(
  args: DoorArgs,
  { ceremony, response }: PasskeyAnswer,
  { purpose, loginId, name }: { purpose: string; loginId: string; name: string },
  claim: (tx: Tx) => Promise<boolean>,
): Promise<boolean> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const answer = readAnswer<RegistrationResponseJSON>(response)
  const asked = await db.transaction((tx) => takeCeremony<Challenge>(tx, { token: ceremony, purpose }, now))
  if (!asked || !answer || asked.loginId !== loginId) return false
  const site = siteOf(args.request)
  const { verifyRegistrationResponse } = await library()
  const verified = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: asked.content.challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
  }).catch(() => null)
  if (!verified?.verified) return false
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential
  const passkey = { id, loginId, publicKey, counter, transports, name: name.slice(0, 60) }
  return db.transaction(async (tx) => (await claim(tx)) && insertPasskey(tx, passkey, now))
}

export interface PasskeyAnswer {
  ceremony: string
  /** What the browser answered, as JSON. */
  response: string
}

const answerShape = z.looseObject({
  id: z.string().max(2_000),
  rawId: z.string(),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string() }),
  clientExtensionResults: z.looseObject({}),
})

/** Only its outer shape is read here; the library checks everything inside. */
function readAnswer<T extends AuthenticationResponseJSON | RegistrationResponseJSON>(json: string): T | null {
  try {
    return answerShape.parse(JSON.parse(json)) as unknown as T // verified by the library, which refuses what is missing
  } catch {
    return null
  }
}
