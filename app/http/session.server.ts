import { redirect, type RouterContextProvider } from 'react-router'

import { contextOf, outgoingContext, visitContext, worldContext, type Visit } from '#app/context.ts'
import type { World } from '#app/world.server.ts'
import type { Actor, Context, Holder, Officer, Operator } from '#db/context.ts'
import { newToken, tokenHash } from '#db/secrets.server.ts'
import { findSession, insertSession, markSessionEnded } from '#db/sessions.server.ts'

import { readCookie, writeCookie } from './cookie.server.ts'
import { Refusal } from './refusal.ts'

/** What loaders and actions hand over: every one of them asks who is there, because each is an address of its own. */
export interface DoorArgs {
  request: Request
  context: Readonly<RouterContextProvider>
}

/** The two kinds of people who come in with a cookie. One browser may hold both. */
type Door = 'report' | 'staff'

const minutes = 60_000
const limits = {
  report: { idle: 12 * 60 * minutes, whole: 24 * 60 * minutes },
  staff: { idle: 30 * minutes, whole: 12 * 60 * minutes },
} as const

/** Seen again sooner than this, a cookie is not written anew. */
const freshFor = 2 * minutes

/** A holder's session knows the reference too, so that an address can be compared without a query. */
interface HeldReport extends Holder {
  reference: string
  /** The officer who types the report for somebody else, and holds it only while signed in at the desk. */
  intake?: string
}

/** Opens one report in this browser, under a new session id. */
export async function signInHolder(args: DoorArgs, held: Omit<HeldReport, 'kind'>): Promise<void> {
  const { reportId, reference, intake } = held
  const actor: HeldReport = { kind: 'holder', reportId, reference, ...(intake ? { intake } : {}) }
  await signIn(args, 'report', actor)
}

export async function signInStaff(args: DoorArgs, actor: Officer | Operator): Promise<void> {
  await signIn(args, 'staff', actor)
}

/** Ends the session in the store, so that a copy of the cookie is worth nothing. */
export async function signOut({ request, context }: DoorArgs, door: Door): Promise<void> {
  const { secure } = context.get(visitContext)
  const seen = readSeen(readCookie(request.headers, door, secure))
  if (seen) await markSessionEnded(context.get(worldContext).database, tokenHash(seen.token))
  context.get(outgoingContext).set(door, writeCookie(door, '', { secure, maxAge: 0 }))
}

/** Whoever holds this very report. Refusals: signIn when nobody came in, expired when it was too long ago. */
export async function requireHolder(args: DoorArgs, reference: string): Promise<Context<Holder>> {
  const actor = await actorAt(args, 'report')
  if (actor?.kind !== 'holder' || !isHeld(actor) || actor.reference !== reference) throw notIn(args, 'report')
  if (actor.intake && !(await isAtDesk(args, actor.intake))) throw notIn(args, 'report')
  return contextOf(args.context, actor)
}

/** Only asked for reports that officers type: a reporter's own pages cost no second look. */
async function isAtDesk(args: DoorArgs, officerId: string): Promise<boolean> {
  const actor = await actorAt(args, 'staff')
  return actor?.kind === 'officer' && actor.officerId === officerId
}

export async function requireOfficer(args: DoorArgs): Promise<Context<Officer>> {
  const actor = await actorAt(args, 'staff')
  if (actor === null) throw staffEntrance(args)
  if (actor.kind !== 'officer') throw new Refusal('forbidden')
  return contextOf(args.context, actor)
}

export async function requireOperator(args: DoorArgs): Promise<Context<Operator>> {
  const actor = await actorAt(args, 'staff')
  if (actor === null) throw staffEntrance(args)
  if (actor.kind !== 'operator') throw new Refusal('forbidden')
  return contextOf(args.context, actor)
}

async function signIn(args: DoorArgs, door: Door, actor: Actor): Promise<void> {
  await signOut(args, door)
  const { context } = args
  const { now } = context.get(visitContext)
  const { token, hash } = newToken()
  const expiresAt = new Date(now.getTime() + limits[door].whole)
  const anyone = contextOf(context, { kind: 'anyone' })
  await anyone.db.transaction((tx) => insertSession(tx, { hash, actor, now, expiresAt }))
  remember(context, door, token)
}

/** Who the cookie says is there. The store ends a session for good; the signed time in the cookie ends an idle one. */
async function actorAt({ request, context }: DoorArgs, door: Door): Promise<Actor | null> {
  const visit = context.get(visitContext)
  const world = context.get(worldContext)
  const seen = readSeen(readCookie(request.headers, door, visit.secure))
  if (!seen || !isGenuine(world, door, seen)) return null
  const idle = visit.now.getTime() - seen.at
  if (idle > limits[door].idle) return null
  const session = await findSession(world.database, tokenHash(seen.token), visit.now)
  if (session && idle > freshFor) remember(context, door, seen.token)
  return session?.actor ?? null
}

function remember(context: Readonly<RouterContextProvider>, door: Door, token: string): void {
  const { secure, now }: Visit = context.get(visitContext)
  const at = now.getTime()
  const value = `${token}.${at}.${sealOf(context.get(worldContext), door, token, at)}`
  context.get(outgoingContext).set(door, writeCookie(door, value, { secure }))
}

interface Seen {
  token: string
  at: number
  seal: string
}

function readSeen(cookie: string | undefined): Seen | null {
  const [token, at, seal] = (cookie ?? '').split('.')
  return token && at && seal ? { token, at: Number(at), seal } : null
}

function isGenuine(world: World, door: Door, { token, at, seal }: Seen): boolean {
  return seal === sealOf(world, door, token, at)
}

/** Keyed, so that nobody can make an old cookie look young. */
function sealOf(world: World, door: Door, token: string, at: number): string {
  return world.database.keyring.lookup(`session ${door} ${token} ${at}`).toString('base64url')
}

function isHeld(actor: Holder): actor is HeldReport {
  return 'reference' in actor
}

function notIn({ request, context }: DoorArgs, door: Door): Refusal {
  const cookie = readCookie(request.headers, door, context.get(visitContext).secure)
  return new Refusal(cookie ? 'expired' : 'signIn', { next: '/resume' })
}

/** Officers' own sign-in comes with their organisations; until then only the demo has an entrance. */
function staffEntrance(args: DoorArgs): Response | Refusal {
  const { demo } = args.context.get(worldContext).config
  return demo && args.request.method === 'GET' ? redirect('/demo') : notIn(args, 'staff')
}
