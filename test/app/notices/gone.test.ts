import { expect, test } from 'vitest'

import { suspendPerson } from '#app/accounts/invite.server.ts'
import { assignCase } from '#app/case-files/acts/claim.server.ts'
import { tellRecipient } from '#app/feedback/answer-in-words.server.ts'
import { chooseNotices } from '#app/notices/notice-address.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { openMailServer } from '#test/support/mail-server.ts'

import { doQueued, wantsNotices, worldOf } from './notices.world.ts'

const database = await testDatabase()

test('of somebody who is suspended the administrators hear, and of the cases whoever hears of arrivals', async () => {
  const holder = await filedHospital(database)
  const server = await openMailServer()
  const world = worldOf(database, server)
  const [owner, boss, others] = await Promise.all([1, 2, 3].map(() => deskOf(database, holder, 'ppc')))
  if (!owner || !boss || !others) throw new Error('nobody sits at the desk')
  await database.owner`update officers set role = 'administrator' where id = ${boss.actor.officerId}`
  for (const [desk, name] of [
    [owner, 'owner'],
    [boss, 'boss'],
    [others, 'others'],
  ] as const) {
    await wantsNotices(database, desk, `${name}@ppc.example.jp`)
    await chooseNotices(desk, { frequency: 'at-once', dailyHour: 9, arrivals: desk === others })
  }
  const told = async () => {
    server.received.length = 0
    await doQueued(database, world, night)
    return server.received.map(({ to, mail }) => `${to[0]?.split('@')[0]} ${mail.subject?.split('】')[1]}`)
  }
  await assignCase(boss, owner.id, owner.actor.officerId)
  await tellRecipient(holder, 'ppc', '秘密の用件です')
  expect(await told()).toContain('owner 報告者からの連絡が届いています')

  const operator = { kind: 'operator', operatorId: newId() } as const
  await suspendPerson({ db: database.as(operator), actor: operator, now: night }, owner.actor.officerId, true)
  expect(await told()).toEqual(['boss 担当者の停止または異動がありました。担当の事案をご確認ください'])
  await tellRecipient(holder, 'ppc', '秘密の用件の続きです')
  expect(await told()).toEqual(['others 報告者からの連絡が届いています'])
})
