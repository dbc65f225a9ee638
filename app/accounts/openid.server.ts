import type { Configuration, IDToken } from 'openid-client'

import { contextOf, outgoingContext, visitContext, worldContext } from '#app/context.ts'
import { demoProvider } from '#app/demo/people.ts'
import { readCookie, writeCookie } from '#app/http/cookie.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { localPath } from '#app/http/local-path.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { hostIn } from '#app/outbound/ask.server.ts'
import { publicFetch } from '#app/outbound/public-fetch.server.ts'
import { publicUrl } from '#app/outbound/public-url.ts'
import type { Identity } from '#db/people/logins.server.ts'
import { findPolicy, type Provider } from '#db/people/recipient-policies.server.ts'

import { troubleOf, wordIn } from './provider-trouble.ts'

/** The demo's own provider lives under the portal's address, whichever that is. */
export const demoIssuer = demoProvider.issuer

/** Loaded when somebody first comes by a provider. */
const library = () => import('openid-client')

export type OpenidPurpose = 'sign-in' | 'again' | 'enrol' | 'claim' | 'connect'

/** What a browser carries to the provider's and back. Signed; ten minutes. */
export interface Errand {
  recipient: string
  purpose: OpenidPurpose
  state: string
  nonce: string
  verifier: string
  /** Of the invitation that the identity is for; of a claim, its id; of a session, what only its own page knows. */
  token: string
  next: string
  at: number
}

const lasts = 10 * 60_000

/** Seconds: as long as a login lasts here. Who is asked for it says when a factor was shown. */
const longestAgo = 12 * 60 * 60
const cookie = 'errand'

/**
 * `failed`: the provider did not answer, or not as it should. `factors`: it did not say that two factors were used.
 * `unknown`: it did all that, and lets nobody in here.
 */
type Reason = 'failed' | 'factors' | 'unknown'

/** As below; the pages that have no other way to say it take a message along. */
export function failed(
  args: DoorArgs,
  asked: Pick<Errand, 'purpose' | 'token' | 'next'> | null,
  reason: Reason = 'failed',
): string {
  if (asked?.purpose === 'claim' || asked?.purpose === 'connect') leaveFlash(args, 'providerFailed')
  return pageBefore(asked, reason)
}

/** The page where somebody can begin this. `reason`: why they are back there, without having come in. */
export function pageBefore(
  asked: Pick<Errand, 'purpose' | 'token' | 'next'> | null,
  reason: Reason | null = null,
): string {
  const next = localPath(asked?.next ?? null)
  if (asked?.purpose === 'claim') return next ?? '/organisations'
  if (asked?.purpose === 'connect') return '/account/security'
  const told: Record<string, string> = reason === null ? {} : { provider: reason }
  if (asked?.purpose === 'enrol') return withQuery(`/enrol/${encodeURIComponent(asked.token)}`, told)
  const page = asked?.purpose === 'again' ? '/sign-in/again' : '/sign-in'
  return withQuery(page, next === null ? told : { ...told, next })
}

function withQuery(page: string, told: Record<string, string>): string {
  const query = new URLSearchParams(told)
  return query.size > 0 ? `${page}?${query}` : page
}

/** The address at the body's provider; null when the body has none, or it does not answer. */
export async function openidAddress(
  args: DoorArgs,
  asked: Pick<Errand, 'recipient' | 'purpose' | 'token' | 'next'>,
): Promise<string | null> {
  const { now } = args.context.get(visitContext)
  const provider = await providerOf(args, asked.recipient)
  const config = provider && (await configOf(args, provider))
  if (!provider || !config || 'trouble' in config) return null
  const client = await library()
  const errand: Errand = {
    ...asked,
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    at: now.getTime(),
  }
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(args.request, asked.recipient),
    scope: 'openid',
    response_type: 'code',
    acr_values: provider.acr,
    state: errand.state,
    nonce: errand.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(errand.verifier),
    code_challenge_method: 'S256',
    ...(asked.purpose === 'again' ? { prompt: 'login', max_age: '60' } : { max_age: String(longestAgo) }),
  })
  leaveErrand(args, errand)
  return address.href
}

export type ReturnedIdentity = Identity & {
  /** Of the corporation that the person acts for, where the provider says such a thing. */
  corporateNumber: string | null
  /** When they showed the provider a factor, which may be long before they came from here; long ago where it does not say. */
  factorAt: Date
}

/**
 * Who the provider says came back. Null for anything that does not fit: the signature, issuer, audience, authorised party,
 * nonce, state, subject. `factors`: all of it fits, but two factors were not told as agreed.
 */
export async function returnedIdentity(args: DoorArgs, errand: Errand): Promise<ReturnedIdentity | 'factors' | null> {
  const provider = await providerOf(args, errand.recipient)
  const config = provider && (await configOf(args, provider))
  if (!provider || !config || 'trouble' in config) return null
  const { search } = new URL(args.request.url)
  const client = await library()
  try {
    const tokens = await client.authorizationCodeGrant(
      config,
      new URL(`${redirectUri(args.request, errand.recipient)}${search}`),
      {
        pkceCodeVerifier: errand.verifier,
        expectedState: errand.state,
        expectedNonce: errand.nonce,
        idTokenExpected: true,
        ...(errand.purpose === 'again' ? { maxAge: 60 } : {}),
      },
    )
    const claims = tokens.claims()
    if (!claims || claims.sub === '' || claims.sub.length > 255) return note(args, provider, 'subject')
    if (claims.azp !== undefined && claims.azp !== provider.clientId) return note(args, provider, 'azp')
    if (claims.acr !== provider.acr) {
      note(args, provider, 'acr', wordIn(claims.acr))
      return 'factors'
    }
    const said = provider.attribute ? claims[provider.attribute] : null
    const corporateNumber = typeof said === 'string' ? said : null
    return { issuer: provider.issuer, subject: claims.sub, corporateNumber, factorAt: factorAtIn(args, claims) }
  } catch (error) {
    return note(args, provider, troubleOf(error)) // whoever sent it learns nothing
  }
}

/** By the provider's own clock, from then to now. */
function factorAtIn({ context }: DoorArgs, { iat, auth_time: shown }: Pick<IDToken, 'iat' | 'auth_time'>): Date {
  const ago = typeof shown === 'number' ? Math.max(0, iat - shown) : longestAgo
  return ago < longestAgo ? new Date(context.get(visitContext).now.getTime() - ago * 1_000) : new Date(0)
}

/**
 * Where somebody signs out at the body's provider, which brings them back. Null when it has no such place, or does not answer.
 * No token is kept here to say who they are: the provider asks them.
 */
export async function signOutAddress(args: DoorArgs, recipient: string): Promise<string | null> {
  const provider = await providerOf(args, recipient)
  const config = provider && (await configOf(args, provider))
  if (!provider || !config || 'trouble' in config) return null
  if (!config.serverMetadata().end_session_endpoint) return null
  const { buildEndSessionUrl } = await library()
  const { language } = args.context.get(visitContext)
  const back = `${new URL(args.request.url).origin}${leftPath}`
  const asked = { client_id: provider.clientId, post_logout_redirect_uri: back, state: 'left', ui_locales: language }
  try {
    return buildEndSessionUrl(config, asked).href
  } catch {
    return null // an address that is none, or not https
  }
}

/**
 * Where a body's provider brings people back to. Each has an address of its own: else one could send them on to another's,
 * and be handed the code with which that one answers.
 */
export const backPath = (recipient: string): string => `/sign-in/openid/${recipient}/done`

/** Where a provider brings those back who signed out there; it has to know the address. */
export const leftPath = '/sign-in'

/** For whoever runs the portal and has to mend it with the body; the door's record has the failed sign-in itself. */
function note({ context }: DoorArgs, { issuer }: Provider, why: string, said = ''): null {
  const { id } = context.get(visitContext)
  context
    .get(worldContext)
    .log.warn({ request: id, provider: hostIn(issuer), why, said }, 'not as agreed with a provider')
  return null
}

/** Why its description cannot be read; null when it can. For the operator who writes it down. */
export async function troubleWith(args: DoorArgs, provider: Provider): Promise<string | null> {
  const config = await configOf(args, provider)
  return 'trouble' in config ? config.trouble : null
}

/** https to a public host, or the loopback in a demo: an operator cannot make the portal look around behind it. */
export function mayBeIssuer(issuer: string, demo: boolean): boolean {
  const url = publicUrl(issuer, demo)
  return url !== null && url.search === '' && url.hash === ''
}

async function providerOf(args: DoorArgs, recipient: string): Promise<Provider | null> {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(recipient)) return null
  const { db } = contextOf(args.context, { kind: 'worker' })
  const { means, provider } = await db.transaction((tx) => findPolicy(tx, recipient))
  return means.includes('openid') ? provider : null
}

/** All that a provider gets for everything that it is asked while somebody waits for a page; ms. */
const patience = 4_000

/** Read anew each time: a body changes its keys without telling us. */
async function configOf(args: DoorArgs, provider: Provider): Promise<Configuration | { trouble: string }> {
  const { config: known, ask } = args.context.get(worldContext)
  const { demo } = known
  const issuer = demo && provider.issuer === demoIssuer ? demoProviderAt(args.request) : provider.issuer
  if (!mayBeIssuer(issuer, demo)) return { trouble: 'address' }
  const client = await library()
  const fetch = publicFetch(ask, patience)
  const insecure = new URL(issuer).protocol === 'http:' ? [client.allowInsecureRequests] : []
  try {
    const config = await client.discovery(new URL(issuer), provider.clientId, provider.clientSecret, undefined, {
      timeout: 4,
      [client.customFetch]: fetch,
      execute: [...insecure, client.enableNonRepudiationChecks],
    })
    config[client.customFetch] = fetch
    config.timeout = 4
    return config
  } catch (error) {
    const trouble = troubleOf(error)
    note(args, provider, trouble)
    return { trouble }
  }
}

const demoProviderAt = (request: Request) => `${new URL(request.url).origin}/demo-provider`

const redirectUri = ({ url }: Request, recipient: string) => `${new URL(url).origin}${backPath(recipient)}`

function leaveErrand({ context }: DoorArgs, errand: Errand): void {
  const { secure } = context.get(visitContext)
  const told = Buffer.from(JSON.stringify(errand)).toString('base64url')
  const value = `${told}.${sealOf(context.get(worldContext), told)}`
  context.get(outgoingContext).set(cookie, writeCookie(cookie, value, { secure, maxAge: lasts / 1_000 }))
}

/** Once: an answer that comes again finds nothing. */
export function takeErrand({ request, context }: DoorArgs): Errand | null {
  const { secure, now } = context.get(visitContext)
  const [told, seal] = (readCookie(request.headers, cookie, secure) ?? '').split('.')
  context.get(outgoingContext).set(cookie, writeCookie(cookie, '', { secure, maxAge: 0 }))
  if (!told || seal !== sealOf(context.get(worldContext), told)) return null
  const errand: Errand = JSON.parse(Buffer.from(told, 'base64url').toString()) // ours: the seal says so
  return now.getTime() - errand.at <= lasts ? errand : null
}

/** Nobody else can lead somebody into connecting an identity: it must begin on a page of this session. */
export const connectToken = (args: DoorArgs, sessionId: string): string =>
  sealOf(args.context.get(worldContext), `connect ${sessionId}`)

const sealOf = ({ database }: { database: { keyring: { lookup(text: string): Buffer } } }, told: string) =>
  database.keyring.lookup(`errand ${told}`).toString('base64url')
