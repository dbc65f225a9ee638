/** An organisation that a report belongs to, with one person in each role, and somebody who is of none. */
import { takeReport } from '#app/accounts/own-report.server.ts'
import type { Database } from '#db/client.server.ts'
import { memberRoles } from '#db/organisations/member-roles.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { actorOf, findPerson } from '#db/people/people.server.ts'
import { signIn } from '#test/bench/sessions.ts'

export async function organisationWith(database: Database, reportId: string) {
  const now = new Date()
  const worker = database.as({ kind: 'worker' })
  const { organisationId, accounts } = await worker.transaction(async (tx) => {
    const made = { profile: { name: '架空の病院' }, corporateNumber: null }
    const id = await insertOrganisation(tx, made, now)
    const ids: Record<string, string> = {}
    for (const role of [...memberRoles, 'stranger'] as const) {
      const accountId = (await insertAccount(tx, { name: role, mail: `${role}@hospital.example` }, now)) ?? ''
      ids[role] = accountId
      if (role !== 'stranger') await insertMembership(tx, { accountId, organisationId: id, role, now })
    }
    return { organisationId: id, accounts: ids }
  })
  const actor = { kind: 'holder', reportId } as const
  const accountId = accounts.administrator ?? ''
  await takeReport({ db: database.as(actor), actor, now }, { accountId, organisationId })
  const cookieOf = async (role: string) => {
    const person = await worker.transaction((tx) => findPerson(tx, accounts[role] ?? ''))
    const member = person && actorOf(person)
    if (!member) throw new Error(`nobody is the ${role}`)
    return signIn(database, 'staff', member, member.kind === 'member' ? member.accountId : undefined)
  }
  const [administrator, editor, approver, reader, stranger] = await Promise.all(
    ['administrator', 'editor', 'approver', 'reader', 'stranger'].map(cookieOf),
  )
  if (!administrator || !editor || !approver || !reader || !stranger) throw new Error('nobody came in')
  return { organisationId, accounts, sessions: { administrator, editor, approver, reader, stranger } }
}
