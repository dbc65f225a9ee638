/** A vendor with one person, and reports that it may act on. */
import { giveMandate, type Client } from '#app/mandates/give-mandate.server.ts'
import { takeUp } from '#app/mandates/redeem-mandate.server.ts'
import type { TypedMandate } from '#app/mandates/typed-mandate.ts'
import type { Database } from '#db/client.server.ts'
import type { Context, FilingVendor, Member } from '#db/context.ts'
import { findMandate, findMandateDoor } from '#db/mandates/mandates.server.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { listVendorSeats, type VendorSeat } from '#db/vendors/vendor-seats.server.ts'
import { night } from '#test/app/reports/reports.world.ts'

/** Somebody with an account, who administers an organisation of that name. */
export async function personOf(database: Database, name: string): Promise<Context<Member>> {
  const actor = await database.as({ kind: 'worker' }).transaction(async (tx): Promise<Member> => {
    const accountId = await insertAccount(tx, { mail: `${name}@vendor.example`, name: '架空 担当' }, night)
    if (!accountId) throw new Error('the address is taken')
    const organisationId = await insertOrganisation(tx, { profile: { name }, corporateNumber: null }, night)
    await insertMembership(tx, { accountId, organisationId, role: 'administrator', now: night })
    return { kind: 'member', accountId, organisationId, role: 'administrator' }
  })
  return { db: database.as(actor), actor, now: night }
}

/** The seat that a page takes; null when there is none. */
export const seatOf = async ({ db }: Context<Member>, reference: string, now: Date): Promise<VendorSeat | null> =>
  (await listVendorSeats(db, reference, now))[0] ?? null

const untilAfter = (now: Date) => new Date(now.getTime() + 91 * 86_400_000).toISOString().slice(0, 10)

export const everything: TypedMandate = {
  reach: 'whole',
  sections: [],
  acts: ['draft', 'send', 'answer'],
  approves: false,
  until: untilAfter(night),
  client: '架空みどり病院',
  clause: '保守契約 第12条（2026-04-01）',
}

/**
 * Gives a mandate and takes it up; the vendor at this report. That the code fits is what mandates.test.ts sees, once. `now`:
 * today, for a portal that goes by the clock on the wall.
 */
export async function mandated(
  database: Database,
  client: Context<Client>,
  vendor: Context<Member>,
  terms: Partial<TypedMandate> = {},
  now = night,
): Promise<Context<FilingVendor> & { mandateId: string }> {
  const given = await giveMandate({ ...client, now }, { ...everything, until: untilAfter(now), ...terms })
  if ('problems' in given) throw new Error('the mandate was put back')
  const door = await database.as({ kind: 'anyone' }).transaction((tx) => findMandateDoor(tx, given.number, now))
  if (!door) throw new Error('nothing is offered under the number')
  const mandateId = await takeUp({ ...vendor, now }, door, { label: '病院', vendorName: '架空セキュリティ' })
  if (!mandateId) throw new Error('the mandate was not taken up')
  return { ...(await vendorAt(database, vendor, mandateId)), mandateId }
}

async function vendorAt(
  database: Database,
  vendor: Context<Member>,
  mandateId: string,
): Promise<Context<FilingVendor>> {
  const { accountId, organisationId } = vendor.actor
  const base = { kind: 'vendor', accountId, organisationId, mandateIds: [mandateId] } as const
  const mandate = await database.as(base).transaction((tx) => findMandate(tx, mandateId))
  if (!mandate) throw new Error('no mandate')
  const { sections, acts, approves, reportId } = mandate
  const actor: FilingVendor = { ...base, reportId: reportId ?? '', mandateId, scope: { sections, acts, approves } }
  return { db: database.as(actor), actor, now: night }
}
