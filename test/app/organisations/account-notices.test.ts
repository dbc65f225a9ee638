import { expect, test } from 'vitest'

import { changeName } from '#app/accounts/change-name.server.ts'
import { takeReport } from '#app/accounts/own-report.server.ts'
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import { askToSend, refuseSending } from '#app/mandates/decide-sending.server.ts'
import { revokeMandate } from '#app/mandates/give-mandate.server.ts'
import { makeDigests } from '#app/notices/address-notice.server.ts'
import { changeApproval } from '#app/organisations/change-approval.server.ts'
import { changeMember } from '#app/organisations/organise.server.ts'
import { tellAsNow } from '#app/organisations/approval-mail.server.ts'
import { askApproval, endApproval } from '#app/reports/sending/approval.server.ts'
import type { Context, FilingMember, Member, MemberRole } from '#db/context.ts'
import { findOpenSending } from '#db/mandates/sendings.server.ts'
import { findNoticeAddress, insertAccountAddress, setNoticeWishes } from '#db/notices/notice-addresses.server.ts'
import { findRuleChange } from '#db/organisations/approval-rule.server.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { mandated, personOf } from '#test/app/mandates/mandates.world.ts'
import { doQueued, workerAt, worldOf } from '#test/app/notices/notices.world.ts'
import { later, newReport, night, save } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { openMailServer, type MailServer } from '#test/support/mail-server.ts'

const database = await testDatabase()
const worker = database.as({ kind: 'worker' })

/** Somebody who joins, and how they want to be told; without a language nobody has asked them yet. */
async function join(
  { organisationId }: Member,
  mail: string,
  role: MemberRole,
  wants?: { language: 'ja' | 'en'; frequency?: 'daily' | 'off' },
): Promise<string> {
  return worker.transaction(async (tx) => {
    const accountId = (await insertAccount(tx, { mail, name: '架空 同僚' }, night)) ?? ''
    await insertMembership(tx, { accountId, organisationId, role, now: night })
    if (!wants) return accountId
    const { language, frequency = 'at-once' } = wants
    await insertAccountAddress(tx, { accountId, address: mail, language, now: night })
    const { id = '' } = (await findNoticeAddress(tx, { accountId })) ?? {}
    await setNoticeWishes(tx, id, { frequency, dailyHour: 9, arrivals: false }, night)
    return accountId
  })
}

const said = (server: MailServer) =>
  Object.fromEntries(server.received.splice(0).map(({ to, mail }) => [to[0] ?? '', mail.subject]))

function at(holder: { actor: { reportId: string } }, { organisationId }: Member, accountId: string, role: MemberRole) {
  const { reportId } = holder.actor
  const actor: FilingMember = { kind: 'member', accountId, organisationId, role, reportId }
  return { db: database.as(actor), actor, now: night } satisfies Context<FilingMember>
}

test('whoever may approve is told in their own language and at their own time, and whoever asked hears the answer', async () => {
  const server = await openMailServer()
  const world = worldOf(database, server)
  const { actor } = await personOf(database, 'administrator')
  const editor = await join(actor, 'editor@client.example', 'editor', { language: 'en' })
  await join(actor, 'english@client.example', 'approver', { language: 'en' })
  await join(actor, 'off@client.example', 'approver', { language: 'ja', frequency: 'off' })
  await join(actor, 'daily@client.example', 'approver', { language: 'ja', frequency: 'daily' })
  await join(actor, 'reader@client.example', 'reader', { language: 'ja' })
  const holder = await newReport(database)
  await takeReport(holder, { accountId: editor, organisationId: actor.organisationId })
  const asker = at(holder, actor, editor, 'editor')
  expect(await askApproval(asker, '件名を見てください')).toBe(true)
  await doQueued(database, world, night)
  for (const { mail } of server.received) {
    const text = `${mail.subject} ${mail.text} ${mail.html}`
    for (const told of ['件名を見てください', holder.reference, '架空 同僚']) expect(text).not.toContain(told)
  }
  const [japanese, english] = [
    '【サイバー被害報告窓口】承認を求められているものがあります',
    '[Madoguchi] Your approval is requested',
  ]
  expect(said(server)).toEqual({
    'administrator@vendor.example': `${japanese} / ${english}`, // nobody knows the language
    'english@client.example': english,
  })
  await makeDigests(workerAt(database, later(24)))
  await doQueued(database, world, later(24))
  expect(said(server)).toEqual({ 'daily@client.example': '【サイバー被害報告窓口】お知らせが1件あります' })

  const [open] = await database.owner<{ id: string }[]>`select id from approvals where decided_at is null`
  await endApproval(at(holder, actor, actor.accountId, 'administrator'), open?.id ?? '', '件名が違います')
  await doQueued(database, world, night)
  expect(said(server)).toEqual({
    'editor@client.example': '[Madoguchi] Your request for approval has been answered',
  })

  await tellAsNow(workerAt(database, night), { accountId: editor }) // what was queued by an older version
  await doQueued(database, world, night)
  expect(said(server)).toEqual({ 'editor@client.example': english })
})

test('a client hears of a sending that waits for it, and the vendor of the answer and of the end of its mandate', async () => {
  const server = await openMailServer()
  const world = worldOf(database, server)
  const client = await personOf(database, 'client')
  const vendor = await personOf(database, 'vendor')
  const holder = await newReport(database)
  await save(holder, hospital.answers(storyClock(night)))
  const { accountId, organisationId } = client.actor
  await takeReport(holder, { accountId, organisationId })
  const own = at(holder, client.actor, accountId, 'administrator')
  const acting = await mandated(database, own, vendor, { approves: true })
  await doQueued(database, world, night)
  expect(Object.keys(said(server))).toEqual(['client@vendor.example']) // it was taken up

  await askToSend(acting)
  await doQueued(database, world, night)
  expect(said(server)).toEqual({
    'client@vendor.example': expect.stringContaining('送付の前に、内容を確認していただきたいものがあります'),
  })
  const open = await own.db.transaction((tx) => findOpenSending(tx, own.actor.reportId))
  await refuseSending(own, open?.id ?? '', { decision: 'returned', words: '日時が違います' })
  await revokeMandate(own, acting.mandateId)
  await doQueued(database, world, night)
  const subjects = server.received.map(({ to, mail }) => `${to[0]} ${mail.subject?.split(' / ')[1]}`)
  expect(subjects.toSorted()).toEqual([
    'vendor@vendor.example [Madoguchi] A mandate has changed',
    'vendor@vendor.example [Madoguchi] Your request to send has been answered',
  ])
})

test('who loosens the rule of a second person, or makes one, does not do so unnoticed', async () => {
  const server = await openMailServer()
  const world = worldOf(database, server)
  const { actor } = await personOf(database, 'watched')
  const { organisationId } = actor
  await join(actor, 'second@watched.example', 'approver', { language: 'en' })
  const writer = await join(actor, 'writer@watched.example', 'editor', { language: 'en' })
  await join(actor, 'looker@watched.example', 'reader', { language: 'en' })
  const context = { db: database.as(actor), actor, now: night }
  const readRule = () => context.db.transaction((tx) => findRuleChange(tx, organisationId))
  const told = async () => {
    await doQueued(database, world, night)
    return said(server)
  }
  expect(await readRule()).toBeNull()
  await changeApproval(context, true)
  const rule = { 'second@watched.example': '[Madoguchi] The rule about a second person’s approval has changed' }
  expect(await told()).toEqual(rule)
  await changeApproval(context, false)
  await changeApproval(context, false)
  expect(await told(), 'once, however often it is pressed').toEqual(rule)
  expect(await readRule()).toEqual({ at: night, needed: false, by: expect.any(String) })

  expect(await changeName(workerAt(database, night), writer, '架空 別名')).toBeNull()
  const changed = '[Madoguchi] The members of your organisation, or their roles, have changed'
  expect(Object.values(await told()), 'who administers hears of another name').toEqual([
    expect.stringContaining(changed),
  ])
  await changeMember(context, writer, 'reader')
  const own = '[Madoguchi] Your role in an organisation has changed'
  expect(await told(), 'no rights that anybody could misuse').toEqual({ 'writer@watched.example': own })
  await changeMember(context, writer, 'approver')
  expect(await told()).toMatchObject({
    'second@watched.example': changed,
  })
})
