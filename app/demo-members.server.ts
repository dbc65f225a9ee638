import { takeReport } from '#app/accounts/own-report.server.ts'
import type { Database } from '#db/client.server.ts'
import type { Holder, Member, Tx } from '#db/context.ts'
import { findNoticeAddress, insertAccountAddress, setNoticeWishes } from '#db/notices/notice-addresses.server.ts'
import { insertClaim } from '#db/organisations/claims.server.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'

import { demoMembers, demoOrganisation } from './demo/people.ts'

/** Returns the administrator, who acts for the organisation. People with accounts, their organisation, its claim, and a report that its editor took over. */
export async function seedMembers(database: Database, reportId: string, now: Date): Promise<Member> {
  const { name, corporateNumber, address, mail } = demoOrganisation
  const [administrator, editor] = demoMembers
  if (!administrator || !editor) throw new Error('The demo world has no members')
  const organisationId = await database.as({ kind: 'worker' }).transaction(async (tx) => {
    const answers = { 'org-name': name, 'org-corporate-number': corporateNumber, 'org-industry': 'manufacturer' }
    const id = await insertOrganisation(tx, { profile: { name, answers }, corporateNumber }, now)
    for (const { accountId, role, ...profile } of demoMembers) {
      await insertInvented(tx, { id: accountId, name: profile.name, mail: profile.mail }, now)
      await insertMembership(tx, { accountId, organisationId: id, role, now })
    }
    const content = { name, address, mail, note: '' }
    await insertClaim(tx, { organisationId: id, accountId: administrator.accountId, corporateNumber, content, now })
    return id
  })
  const actor: Holder = { kind: 'holder', reportId }
  await takeReport({ db: database.as(actor), actor, now }, { accountId: editor.accountId, organisationId })
  return { kind: 'member', accountId: administrator.accountId, organisationId, role: 'administrator' }
}

/** An account of somebody who does not exist: nobody reads mails at that address, so none is sent until somebody asks. */
export async function insertInvented(
  tx: Tx,
  person: { id: string; name: string; mail: string },
  now: Date,
): Promise<void> {
  const accountId = await insertAccount(tx, person, now)
  if (accountId === null) return
  await insertAccountAddress(tx, { accountId, address: person.mail, language: null, now })
  const address = await findNoticeAddress(tx, { accountId })
  if (address) await setNoticeWishes(tx, address.id, { frequency: 'off', dailyHour: 9, arrivals: false }, now)
}
