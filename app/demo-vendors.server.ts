import { giveMandate } from '#app/mandates/give-mandate.server.ts'
import { takeUp } from '#app/mandates/redeem-mandate.server.ts'
import type { TypedMandate } from '#app/mandates/typed-mandate.ts'
import type { Database } from '#db/client.server.ts'
import type { Context, Holder, Member } from '#db/context.ts'
import { findMandateDoor } from '#db/mandates/mandates.server.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'

import { insertInvented } from './demo-members.server.ts'
import { demoVendor, demoVendorMandates } from './demo/people.ts'

/** A vendor with one person and three clients, each of which lets it do something else. */
export async function seedVendors(
  database: Database,
  reports: ReadonlyMap<string, string>,
  client: Member | null,
  now: Date,
): Promise<void> {
  const vendor = await seedVendor(database, now)
  for (const { story, label, ...terms } of demoVendorMandates) {
    const reportId = reports.get(story)
    const holder: Holder | null = reportId ? { kind: 'holder', reportId } : null
    const actor = terms.forAll ? client : holder
    if (actor) await mandate(database, { actor, vendor, label, terms: { ...terms, until: untilOf(now) }, now })
  }
}

interface Mandating {
  actor: Holder | Member
  vendor: Member
  label: string
  terms: TypedMandate
  now: Date
}

async function mandate(database: Database, { actor, vendor, label, terms, now }: Mandating): Promise<void> {
  const given = await giveMandate({ db: database.as(actor), actor, now }, terms)
  if ('problems' in given) throw new Error('The demo world has a mandate that makes no sense')
  const door = await database.as({ kind: 'anyone' }).transaction((tx) => findMandateDoor(tx, given.number, now))
  const context: Context<Member> = { db: database.as(vendor), actor: vendor, now }
  if (door) await takeUp(context, door, { label, vendorName: demoVendor.name })
}

async function seedVendor(database: Database, now: Date): Promise<Member> {
  const { name, corporateNumber, person } = demoVendor
  return database.as({ kind: 'worker' }).transaction(async (tx): Promise<Member> => {
    const accountId = person.accountId
    await insertInvented(tx, { id: accountId, name: person.name, mail: person.mail }, now)
    const organisationId = await insertOrganisation(tx, { profile: { name }, corporateNumber }, now)
    await insertMembership(tx, { accountId, organisationId, role: 'administrator', now })
    return { kind: 'member', accountId, organisationId, role: 'administrator' }
  })
}

const untilOf = (now: Date) => new Date(now.getTime() + 180 * 86_400_000).toISOString().slice(0, 10)
