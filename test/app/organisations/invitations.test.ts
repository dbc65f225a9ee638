import { expect, test } from 'vitest'

import { changeMember } from '#app/organisations/organise.server.ts'
import { findMemberInvitation, insertMemberInvitation } from '#db/organisations/member-invitations.server.ts'
import type { MemberRole, Tx } from '#db/context.ts'
import { changeMembership, insertMembership } from '#db/organisations/memberships.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { markSuspended } from '#db/people/people.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const now = new Date('2026-11-20T09:00:00+09:00')

async function administratorOf(tx: Tx, organisationId: string): Promise<string> {
  const accountId = newId()
  await insertAccount(tx, { id: accountId, name: '架空 太郎', mail: `${accountId}@parts.example` }, now)
  await insertMembership(tx, { accountId, organisationId, role: 'administrator', now })
  return accountId
}

test.for<[string, MemberRole | null]>([
  ['is put out', null],
  ['becomes an editor', 'editor'],
])('an administrator who %s does not come back by a link that was made before', async ([, role]) => {
  await database.as({ kind: 'worker' }).transaction(async (tx) => {
    const organisationId = await insertOrganisation(tx, { profile: { name: '組織' }, corporateNumber: null }, now)
    const [by, other] = [await administratorOf(tx, organisationId), await administratorOf(tx, organisationId)]
    const invite = { organisationId, role: 'administrator', now } as const
    const [kept, others] = [
      await insertMemberInvitation(tx, { ...invite, by }),
      await insertMemberInvitation(tx, { ...invite, by: other }),
    ]
    expect(await findMemberInvitation(tx, kept.token, now)).not.toBeNull()
    await changeMembership(tx, { accountId: by, organisationId, role, now })
    expect(await findMemberInvitation(tx, kept.token, now)).toBeNull()
    expect(await findMemberInvitation(tx, others.token, now)).not.toBeNull()
  })
})

test('whoever is no member, or no more, is put out of nothing: nobody is told, and nothing is written down', async () => {
  const worker = database.as({ kind: 'worker' })
  const [organisationId, by, member, stranger] = await worker.transaction(async (tx) => {
    const own = await insertOrganisation(tx, { profile: { name: '組織' }, corporateNumber: null }, now)
    const elsewhere = await insertOrganisation(tx, { profile: { name: 'よそ' }, corporateNumber: null }, now)
    return [
      own,
      await administratorOf(tx, own),
      await administratorOf(tx, own),
      await administratorOf(tx, elsewhere),
    ] as const
  })
  const actor = { kind: 'member', accountId: by, organisationId, role: 'administrator' } as const
  const context = { db: database.as(actor), actor, now }
  for (const account of [stranger, member, member]) expect(await changeMember(context, account, null)).toBeNull()
  const written = await context.db.transaction(
    ({ sql }) => sql`select subject from audit where report_id = ${organisationId} and did = 'member.ended'`,
  )
  expect(written).toEqual([{ subject: member }])
})

test('whoever is suspended administers nothing: the other administrator stays', async () => {
  await database.as({ kind: 'worker' }).transaction(async (tx) => {
    const organisationId = await insertOrganisation(tx, { profile: { name: '組織' }, corporateNumber: null }, now)
    const [accountId, other] = [await administratorOf(tx, organisationId), await administratorOf(tx, organisationId)]
    const leave = () => changeMembership(tx, { accountId, organisationId, role: null, now })
    const suspended = (at: Date | null) => markSuspended(tx, { id: other, kind: 'account' }, at)
    await suspended(now)
    expect(await leave()).toBe('lastAdministrator')
    await suspended(null)
    expect(await leave()).toBe('changed')
  })
})
