/** Two vendors: one with a mandate for the whole form of the report, one with none. */
import { giveMandate } from '#app/mandates/give-mandate.server.ts'
import { takeUp } from '#app/mandates/redeem-mandate.server.ts'
import type { Database } from '#db/client.server.ts'
import type { Member } from '#db/context.ts'
import { findMandateDoor } from '#db/mandates/mandates.server.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { signIn } from '#test/bench/sessions.ts'

export async function vendorsAt(
  database: Database,
  reportId: string,
): Promise<{ vendor: string; vendorWithout: string; organisations: readonly string[] }> {
  const now = new Date()
  const [vendor, other] = [await personAt(database, 'vendor', now), await personAt(database, 'without', now)]
  const holder = { kind: 'holder', reportId } as const
  const until = new Date(now.getTime() + 90 * 86_400_000).toISOString().slice(0, 10)
  const given = await giveMandate(
    { db: database.as(holder), actor: holder, now },
    {
      reach: 'whole',
      sections: [],
      acts: ['draft', 'send', 'answer'],
      approves: true,
      until,
      client: '',
      clause: 'x',
    },
  )
  if ('problems' in given) throw new Error('the mandate was put back')
  const door = await database.as({ kind: 'anyone' }).transaction((tx) => findMandateDoor(tx, given.number, now))
  if (!door) throw new Error('there is no offer')
  await takeUp({ db: database.as(vendor), actor: vendor, now }, door, { label: '', vendorName: 'vendor' })
  const [first, second] = [
    await signIn(database, 'staff', vendor, vendor.accountId),
    await signIn(database, 'staff', other, other.accountId),
  ]
  const organisations = [vendor.organisationId, other.organisationId]
  return { vendor: first, vendorWithout: second, organisations }
}

async function personAt(database: Database, name: string, now: Date): Promise<Member> {
  return database.as({ kind: 'worker' }).transaction(async (tx): Promise<Member> => {
    const accountId = (await insertAccount(tx, { name, mail: `${name}@vendor.example` }, now)) ?? ''
    const organisationId = await insertOrganisation(tx, { profile: { name }, corporateNumber: null }, now)
    await insertMembership(tx, { accountId, organisationId, role: 'administrator', now })
    return { kind: 'member', accountId, organisationId, role: 'administrator' }
  })
}
