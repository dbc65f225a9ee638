import { expect, test } from 'vitest'

import { askForNotices, chooseNotices, confirmNotices, sendCodeAgain } from '#app/notices/notice-address.server.ts'
import { codeOf } from '#app/notices/tokens.ts'
import { findNoticeAddress } from '#db/notices/notice-addresses.server.ts'
import { claimArrivals } from '#db/notices/notices.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { later, newReport, night } from '#test/app/reports/reports.world.ts'
import { somebodyWaits, testDatabase, unwritten } from '#test/support/database.ts'

import { wantsNotices } from './notices.world.ts'

const database = await testDatabase()

const asked = async (address: string) => {
  const report = await newReport(database)
  return { report, told: await askForNotices(report, address, 'ja') }
}

test('many reports fill no strange mailbox either; whoever reads it goes on', async () => {
  const told = await Promise.all(Array.from({ length: 9 }, () => asked('Stranger@reporter.example.jp')))
  expect(told.filter((one) => one.told === 'tooOften')).toHaveLength(3)
  for (const { report, told: first } of told) {
    expect(await sendCodeAgain(report), 'nor is it sent once more').toBe(first === null ? 'tooOften' : 'noAddress')
  }
  for (let report = 0; report < 9; report++) {
    const { report: own, told: first } = await asked('desk@reporter.example.jp')
    expect(first).toBeNull()
    const found = await own.db.transaction((tx) => findNoticeAddress(tx, { reportId: own.actor.reportId }))
    expect(await confirmNotices(own, codeOf(database.keyring.lookup, found?.id ?? ''))).toBeNull()
  }
})

test('what came in the last seconds is told the next time, as another filing of that second may commit still', async () => {
  const desk = await deskOf(database, await filedHospital(database), 'ppc')
  await wantsNotices(database, desk, 'desk@ppc.example.jp')
  await chooseNotices(desk, { frequency: 'at-once', dailyHour: 9, arrivals: true })
  await database.owner`update notice_addresses set arrivals_told = ${later(1)} where arrivals_told is not null`
  await database.owner`update case_files set updated_at = ${later(2)}`
  const found = async (seconds: number) => {
    const now = new Date(later(2).getTime() + seconds * 1_000)
    return (await database.as({ kind: 'worker' }).transaction((tx) => claimArrivals(tx, now))).length
  }
  expect([await found(10), await found(60), await found(90)]).toEqual([0, 1, 0])
})

test('a first address that is given twice at once is kept once, and neither press fails', async () => {
  const report = await newReport(database)
  const { reportId } = report.actor
  const { pressed } = await unwritten(database, async (sql) => {
    await sql`
      insert into notice_addresses (id, report_id, language, content, set_at, asked_since)
      values (${newId()}, ${reportId}, 'ja', 'x', ${night}, ${night})`
    const both = [1, 2].map(() => askForNotices(report, 'twice@reporter.example.jp', 'ja'))
    await somebodyWaits(database, 2)
    return { pressed: Promise.allSettled(both) }
  })
  const done = { status: 'fulfilled', value: null }
  expect(await pressed).toEqual([done, done])
  const kept = await database.owner`select asked from notice_addresses where report_id = ${reportId}`
  expect(kept, 'both codes count').toEqual([{ asked: 2 }])
})
