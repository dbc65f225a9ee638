import { expect, test } from 'vitest'

import { sendApprovalMail } from '#app/organisations/approval-mail.server.ts'
import { askApproval } from '#app/reports/approval.server.ts'
import { takeReport } from '#app/accounts/own-report.server.ts'
import { insertAccount } from '#db/accounts.server.ts'
import type { FilingMember, MemberRole } from '#db/context.ts'
import { insertMembership } from '#db/memberships.server.ts'
import { personOf } from '#test/app/mandates/mandates.world.ts'
import { workerAt, worldOf } from '#test/app/notices/notices.world.ts'
import { newReport, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { openMailServer } from '#test/support/mail-server.ts'

const database = await testDatabase()

test('whoever may approve gets a mail without content when somebody else asks', async () => {
  const server = await openMailServer()
  const { actor } = await personOf(database, 'administrator')
  const { organisationId } = actor
  const join = (mail: string, role: MemberRole) =>
    database.as({ kind: 'worker' }).transaction(async (tx) => {
      const accountId = (await insertAccount(tx, { mail, name: '架空 同僚' }, night)) ?? ''
      await insertMembership(tx, { accountId, organisationId, role, now: night })
      return accountId
    })
  const editor = await join('editor@client.example', 'editor')
  await join('approver@client.example', 'approver')
  await join('reader@client.example', 'reader')
  const holder = await newReport(database)
  await takeReport(holder, { accountId: editor, organisationId })
  const { reportId } = holder.actor
  const asker: FilingMember = { kind: 'member', accountId: editor, organisationId, role: 'editor', reportId }
  await database.owner`delete from outbox`
  expect(await askApproval({ db: database.as(asker), actor: asker, now: night }, '件名を見てください')).toBe(true)

  const jobs = await database.owner<{ payload: unknown }[]>`select payload from outbox where task = 'approval-mail'`
  for (const { payload } of jobs) {
    await sendApprovalMail(workerAt(database, night), payload, worldOf(database, server))
  }
  const to = server.received.flatMap((one) => one.to)
  expect(to.toSorted()).toEqual(['administrator@vendor.example', 'approver@client.example'])
  for (const { mail } of server.received) {
    const text = `${mail.subject} ${mail.text} ${mail.html}`
    expect(text).toContain('送付の前の承認を求めています')
    for (const told of ['件名を見てください', holder.reference, '架空 同僚']) expect(text).not.toContain(told)
  }
})
