import { redirect, type RouterContextProvider } from 'react-router'

import {
  contextOf,
  outgoingContext,
  readsOnlyContext,
  signedInContext,
  visitContext,
  worldContext,
} from '#app/context.ts'
import { personOf } from '#db/connections/actor-settings.ts'
import type { Actor, Context, Holder, Member, Officer, Operator, Tx } from '#db/context.ts'
import { findPerson } from '#db/people/people.server.ts'
import { settleLanguage } from '#db/people/logins.server.ts'
import { acceptedMeans, accountsPolicy, findPolicy, keepPolicy } from '#db/people/recipient-policies.server.ts'
import {
  findSession,
  holderEnters,
  insertSession,
  type LoginSession,
  markSessionEnded,
  markSessionSeen,
  type Means,
  type Session,
} from '#db/people/sessions.server.ts'
import { newId, newToken, tokenHash } from '#db/sealing/secrets.server.ts'

import { readCookie, writeCookie } from './cookie.server.ts'
import { languageHere, leaveLanguage } from './language-cookie.server.ts'
import { Refusal } from './refusal.ts'
import { readSession, writeSession, type Door, type Seen } from './session-cookie.server.ts'

/** What loaders and actions hand over: every one of them asks who is there, because each is an address of its own. */
export interface DoorArgs {
  request: Request
  context: Readonly<RouterContextProvider>
}

/** A page says with this header that it asks by itself (enhance/live.ts): nobody need be there, so it keeps no login open. */
export const unattended = 'Madoguchi-Unattended'

const minutes = 60_000
const limits = {
  report: { idle: 12 * 60 * minutes, whole: 24 * 60 * minutes },
  staff: { idle: 30 * minutes, whole: 12 * 60 * minutes },
} as const

/** People who report think long over one page; what they may do is the matter of their own reports only. */
const idleMember = 4 * 60 * minutes

/** Seen again sooner than this, a cookie is not written anew. */
const freshFor = 2 * minutes

/** A holder's session knows the reference too, so that an address can be compared without a query. */
export interface HeldReport extends Holder {
  reference: string
  /** The officer who types the report for somebody else, and holds it only while signed in at the desk. */
  intake?: string
}

/** Opens one report in this browser, under a new session id. Throws conflict when the way in was ended a moment ago. */
export async function signInHolder(args: DoorArgs, held: Omit<HeldReport, 'kind'>): Promise<void> {
  const { reportId, reference, intake } = held
  const actor: HeldReport = { kind: 'holder', reportId, reference, ...(intake ? { intake } : {}) }
  if (!(await signIn(args, 'report', actor))) throw new Refusal('conflict')
}

/**
 * A new session for somebody with a login; an earlier one of this browser ends. `until` keeps an earlier whole limit. `issuer`:
 * of the provider that said who they are, and `factorAt`: when they showed it a factor. False when their body gave up this way of signing in a moment ago. Their language
 * comes with them; who has chosen none yet takes over the one of this browser (106).
 */
export async function signInPerson(
  args: DoorArgs,
  actor: Officer | Operator | Member,
  means: Means,
  { until, issuer, factorAt }: { until?: Date; issuer?: string | undefined; factorAt?: Date | undefined } = {},
): Promise<boolean> {
  const { address } = args.context.get(visitContext)
  const browser = (args.request.headers.get('User-Agent') ?? '').slice(0, 200)
  const login = { id: newId(), loginId: personOf(actor), means, place: { browser, address }, factorAt }
  const isIn = await signIn(args, 'staff', actor, { login, until, issuer })
  if (isIn && !until) await speakAsPerson(args, login.loginId)
  return isIn
}

async function speakAsPerson(args: DoorArgs, loginId: string): Promise<void> {
  const here = languageHere(args)
  const { db } = contextOf(args.context, { kind: 'worker' })
  const own = await db.transaction((tx) => settleLanguage(tx, loginId, here))
  if (own && own !== here) leaveLanguage(args, own)
}

/** The session of an officer, an operator or somebody with an account. What is sensitive asks for a fresh one: see fresh-factor.server.ts. */
export type PersonSession = Session & {
  id: string
  loginId: string
  means: Means
  factorAt: Date
  actor: Officer | Operator | Member
}

/** Whoever is signed in with a login, of whichever kind. */
export async function requirePerson(args: DoorArgs): Promise<PersonSession> {
  const session = await personSession(args)
  if (!session) throw staffEntrance(args)
  return session
}

/** The same, or null. */
export async function personSession(args: DoorArgs): Promise<PersonSession | null> {
  const session = await sessionAt(args, 'staff')
  return session && isPersonal(session) ? session : null
}

function isPersonal(session: Session): session is PersonSession {
  return session.loginId !== null && ['officer', 'operator', 'member'].includes(session.actor.kind)
}

/** Ends the session in the store, so that a copy of the cookie is worth nothing. */
export async function signOut(args: DoorArgs, door: Door): Promise<void> {
  const { context } = args
  const { secure } = context.get(visitContext)
  const seen = seenAt(args, door)
  if (seen) await markSessionEnded(context.get(worldContext).database, tokenHash(seen.token))
  context.get(outgoingContext).set(door, writeCookie(door, '', { secure, maxAge: 0 }))
}

/** Whoever holds this very report. Pages ask requireFiler, which knows who else may act on it. */
export async function findHolder(args: DoorArgs, reference: string): Promise<Holder | null> {
  const actor = await actorAt(args, 'report')
  if (actor?.kind !== 'holder' || !isHeld(actor) || actor.reference !== reference) return null
  if (actor.intake && !(await isAtDesk(args, actor.intake))) return null
  return actor
}

/** The report that this browser has open without an account, if any. */
export async function openHere(args: DoorArgs): Promise<HeldReport | null> {
  const actor = await actorAt(args, 'report')
  return actor?.kind === 'holder' && isHeld(actor) && !actor.intake ? actor : null
}

/** Somebody with an account, in their own space; null for everybody else. */
export async function memberAt(args: DoorArgs): Promise<Member | null> {
  const actor = await actorAt(args, 'staff')
  return actor?.kind === 'member' ? actor : null
}

/** Only asked for reports that officers type: a reporter's own pages cost no second look. */
async function isAtDesk(args: DoorArgs, officerId: string): Promise<boolean> {
  const actor = await actorAt(args, 'staff')
  return actor?.kind === 'officer' && actor.officerId === officerId
}

/** An officer who only reads changes nothing, whatever the address, but where their own mails go. */
export async function requireOfficer(args: DoorArgs, changes?: 'ownMails'): Promise<Context<Officer>> {
  const actor = await actorAt(args, 'staff')
  if (actor === null) throw staffEntrance(args)
  if (actor.kind !== 'officer') throw new Refusal('forbidden')
  if (actor.role === 'reader' && args.request.method === 'POST' && !changes) throw new Refusal('forbidden')
  args.context.set(readsOnlyContext, actor.role === 'reader')
  return contextOf(args.context, actor)
}

/**
 * An officer whose login goes on, even if nobody has been there for longer than a page is shown: who is told that something
 * came, and not what. Counts as no visit.
 */
export async function requireListener(args: DoorArgs): Promise<Officer> {
  const session = await sessionAt(args, 'staff', 'listens')
  if (session === null) throw staffEntrance(args)
  if (session.actor.kind !== 'officer') throw new Refusal('forbidden')
  return session.actor
}

/** Whether the login of a long answer goes on. Asked as time goes by, and without counting as a visit. */
export function stillIn(args: DoorArgs): () => Promise<boolean> {
  const { database, now } = args.context.get(worldContext)
  const seen = seenAt(args, 'staff')
  return async () => seen !== null && (await findSession(database, tokenHash(seen.token), now())) !== null
}

export async function requireOperator(args: DoorArgs): Promise<Context<Operator>> {
  const actor = await actorAt(args, 'staff')
  if (actor === null) throw staffEntrance(args)
  if (actor.kind !== 'operator') throw new Refusal('forbidden')
  await nameAtTop(args, actor.operatorId)
  return contextOf(args.context, actor)
}

/** Who is signed in stands at the top of the page. Nothing is drawn for what is posted. */
export async function nameAtTop({ request, context }: DoorArgs, loginId: string): Promise<void> {
  if (request.method !== 'GET' || context.get(signedInContext) !== null) return
  const { db } = contextOf(context, { kind: 'worker' })
  const person = await db.transaction((tx) => findPerson(tx, loginId))
  context.set(signedInContext, person?.name ?? null)
}

async function signIn(
  args: DoorArgs,
  door: Door,
  actor: Actor,
  { login, until, issuer }: { login?: LoginSession; until?: Date | undefined; issuer?: string | undefined } = {},
): Promise<boolean> {
  await signOut(args, door)
  const { context } = args
  const { now } = context.get(visitContext)
  const { token, hash } = newToken()
  const expiresAt = until ?? new Date(now.getTime() + limits[door].whole)
  const { db } = contextOf(context, { kind: login ? 'worker' : 'anyone' })
  const open = await db.transaction(async (tx) => {
    if (login && !(await stillAccepts(tx, actor, login.means, issuer))) return false
    const typed = 'intake' in actor
    if (actor.kind === 'holder' && !(await holderEnters(tx, { reportId: actor.reportId, typed }))) return false
    await insertSession(tx, { hash, actor, now, expiresAt, ...(login ? { login } : {}) })
    return true
  })
  if (open) remember(context, door, token)
  return open
}

/** The policy ends the sessions that it finds: one that is opened at that moment must be among them, or not be opened. */
async function stillAccepts(tx: Tx, actor: Actor, means: Means, issuer: string | undefined): Promise<boolean> {
  const policy = actor.kind === 'officer' ? actor.recipient : actor.kind === 'member' ? accountsPolicy : null
  await keepPolicy(tx, policy)
  if (!(await acceptedMeans(tx, policy)).includes(means === 'recovery' ? 'totp' : means)) return false
  return issuer === undefined || (policy !== null && (await findPolicy(tx, policy)).provider?.issuer === issuer)
}

async function actorAt(args: DoorArgs, door: Door): Promise<Actor | null> {
  const session = await sessionAt(args, door)
  return session?.actor ?? null
}

/** Who the cookie says is there. The store ends a session for good; the signed time in the cookie ends an idle one. */
async function sessionAt(args: DoorArgs, door: Door, how: 'acts' | 'listens' = 'acts'): Promise<Session | null> {
  const { context } = args
  const visit = context.get(visitContext)
  const world = context.get(worldContext)
  const seen = seenAt(args, door)
  if (!seen) return null
  const idle = how === 'acts' ? visit.now.getTime() - seen.at : 0
  if (idle > Math.max(limits[door].idle, idleMember)) return null
  const session = await findSession(world.database, tokenHash(seen.token), visit.now)
  if (session?.means === 'demo' && !world.config.demo) return null // one click, before it was started in earnest
  if (session && idle > (session.actor.kind === 'member' ? idleMember : limits[door].idle)) return null
  if (session && idle > freshFor && !args.request.headers.has(unattended)) {
    remember(context, door, seen.token)
    if (session.loginId) await markSessionSeen(world.database, tokenHash(seen.token), visit.now)
  }
  return session
}

/** Who a refused request came from, for the record; null when nobody with a login is signed in. */
export async function personAt(args: DoorArgs): Promise<string | null> {
  const session = await sessionAt(args, 'staff')
  return session?.loginId ?? null
}

const seenAt = ({ request: { headers }, context }: DoorArgs, door: Door): Seen | null =>
  readSession(headers, context.get(visitContext), context.get(worldContext), door)

function remember(context: Readonly<RouterContextProvider>, door: Door, token: string): void {
  const cookie = writeSession(context.get(worldContext), context.get(visitContext), door, token)
  context.get(outgoingContext).set(door, cookie)
}

function isHeld(actor: Holder): actor is HeldReport {
  return 'reference' in actor
}

/** Refusals: signIn when nobody came in, expired when it was too long ago. */
export function notIn({ request, context }: DoorArgs, door: Door): Refusal {
  const cookie = readCookie(request.headers, door, context.get(visitContext).secure)
  const withoutCookies = request.headers.get('Cookie') === null
  const { pathname } = new URL(request.url)
  const back = request.method === 'GET' ? pathname : (/^\/reports\/[\w-]+/.exec(pathname)?.[0] ?? '/account')
  const entrance = `/sign-in?next=${encodeURIComponent(back)}`
  const ways = { next: '/resume', entrance, ...(withoutCookies ? { withoutCookies } : {}) }
  return new Refusal(cookie ? 'expired' : 'signIn', ways)
}

/** The way in, and back to the page that was asked for. The demo has an entrance of its own. */
export function staffEntrance(args: DoorArgs): Response | Refusal {
  const { pathname, search } = new URL(args.request.url)
  const entrance = `/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`
  if (args.request.method !== 'GET') return new Refusal('signInAgain', { next: entrance })
  return redirect(args.context.get(worldContext).config.demo ? '/demo' : entrance)
}
