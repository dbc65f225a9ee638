import { contextOf, memberRoleContext, vendorSeatsContext } from '#app/context.ts'
import type { ActingDb, Context, Filer, FilingVendor, Member, MemberRole } from '#db/context.ts'
import { findOwnRole, findSeat } from '#db/organisations/memberships.server.ts'
import { heldOnce, listVendorSeats, recordViewed, type VendorSeat } from '#db/vendors/vendor-seats.server.ts'

import { mayAct, type Act } from './member-acts.ts'
import { Refusal } from './refusal.ts'
import { findHolder, memberAt, nameAtTop, notIn, staffEntrance, type DoorArgs } from './session.server.ts'

/**
 * The one place that says who may do what to a report: its holder, a member of the organisation it belongs to, and where
 * the page is made for it, a vendor. A holder costs no query beyond the session's. Refusals: signIn and expired as at the
 * door, forbidden for a role that may not.
 */
export async function requireFiler(
  args: DoorArgs,
  reference: string,
  act: Act,
  vendors: Vendors = 'none',
): Promise<Context<Filer>> {
  const holder = await findHolder(args, reference)
  if (holder) return contextOf(args.context, holder)
  const member = await memberAt(args)
  const seat = member && (await findSeat(contextOf(args.context, member).db, reference))
  if (!member) throw notIn(args, 'report')
  if (!seat) return contextOf(args.context, await requireVendor(args, member, { reference, act, vendors }))
  const { role, organisationId, reportId } = seat
  args.context.set(memberRoleContext, role)
  if (!mayAct(role, act)) throw new Refusal('forbidden', { next: `/reports/${reference}` })
  const { kind, accountId } = member
  return contextOf(args.context, { kind, accountId, organisationId, role, reportId })
}

/** none: a page of the client alone. whole: it shows the whole form. sections: it shows no more than a mandate covers. */
export type Vendors = 'none' | 'whole' | 'sections'

/** keep: the vendor's own notes, whatever it was given. ask: that the client sends, or lets go an answer. */
export type VendorAct = Act | 'keep' | 'ask'

/** A vendor at a page of its own console about one report: it shows no more than its mandate covers. */
export async function requireVendorAt(
  args: DoorArgs,
  reference: string,
  act: VendorAct,
): Promise<Context<FilingVendor>> {
  const member = await memberAt(args)
  if (!member) throw staffEntrance(args)
  await nameAtTop(args, member.accountId)
  const missing = new Refusal('noMandate', { next: '/console' })
  return contextOf(args.context, await requireVendor(args, member, { reference, act, vendors: 'sections', missing }))
}

/**
 * Default: a vendor has no business here. A mandate says what it may, and a reader of the vendor does not even that. What was
 * typed before a mandate ended or was made narrower stays on the page that says so.
 */
async function requireVendor(
  args: DoorArgs,
  member: Member,
  { reference, act, vendors, missing }: { reference: string; act: VendorAct; vendors: Vendors; missing?: Refusal },
): Promise<FilingVendor> {
  const { db, now } = contextOf(args.context, member)
  const seats = await listVendorSeats(db, reference, now)
  args.context.set(vendorSeatsContext, seats)
  const [seat] = seats
  if (!seat) throw missing ?? (await nothingHeld(args, db, reference))
  const { role, sections, acts: mandated } = seat
  const isCovered = vendors === 'sections' || (vendors === 'whole' && sections === null)
  const { asRole, underAny } = needed(act)
  if (!isCovered || !mayAct(role, asRole) || !underAny.some((one) => one === 'read' || mandated.includes(one))) {
    const code = args.request.method === 'POST' && mayAct(role, asRole) ? 'outsideMandate' : 'forbidden'
    throw new Refusal(code, { next: `/console/reports/${reference}` })
  }
  const vendor = vendorIn(seat, member)
  await db.as(vendor).transaction((tx) => recordViewed(tx, vendor, now))
  return vendor
}

async function nothingHeld(args: DoorArgs, db: ActingDb, reference: string): Promise<Refusal> {
  return (await heldOnce(db, reference)) ? new Refusal('noMandate', { next: '/console' }) : notIn(args, 'report')
}

/** The person in one of their seats. */
export function vendorIn(seat: VendorSeat, { accountId }: Pick<Member, 'accountId'>): FilingVendor {
  const { organisationId, reportId, mandateId, sections, acts, approves } = seat
  const scope = { sections, acts, approves }
  const mandateIds = mandateId ? [mandateId] : []
  return { kind: 'vendor', accountId, organisationId, mandateIds, reportId, mandateId, scope }
}

/** What somebody has to be in the vendor's organisation, and one of what its mandate has to let it. */
function needed(act: VendorAct): { asRole: Act; underAny: readonly Act[] } {
  if (act === 'keep') return { asRole: 'draft', underAny: ['read'] }
  if (act === 'ask') return { asRole: 'send', underAny: ['send', 'answer'] }
  return { asRole: act, underAny: [act] }
}

/** In one's own space, where one's own reports and all memberships are. */
export async function requireAccount(args: DoorArgs): Promise<Context<Member>> {
  return requireMember(args, null)
}

export type Manage = 'manage'

/**
 * Somebody with an account, as a member of an organisation (null: of their own space). `manage` is for administrators.
 * Whoever does not belong there is told that there is no such thing.
 */
export async function requireMember(
  args: DoorArgs,
  organisationId: string | null,
  act?: Manage,
): Promise<Context<Member>> {
  const own = await memberAt(args)
  if (!own) throw staffEntrance(args)
  await nameAtTop(args, own.accountId)
  if (organisationId === null || organisationId === own.organisationId) return contextOf(args.context, own)
  const role = await findRole(contextOf(args.context, own), organisationId)
  if (!role) throw new Refusal('notFound', { next: '/account' })
  if (act === 'manage' && role !== 'administrator') throw new Refusal('forbidden', { next: '/account' })
  return contextOf(args.context, { ...own, organisationId, role })
}

/** Only somebody's own membership counts, and it is looked up each time: a changed role holds at once. */
async function findRole({ db, actor }: Context<Member>, organisationId: string): Promise<MemberRole | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(organisationId)) return null
  return db.as({ ...actor, organisationId }).transaction((tx) => findOwnRole(tx, organisationId))
}
