import { expect, test } from 'vitest'

import { askForNotices, confirmNotices } from '#app/notices/notice-address.server.ts'
import { codeOf } from '#app/notices/tokens.ts'
import { findNoticeAddress } from '#db/notices/notice-addresses.server.ts'
import { newReport } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()

const asked = async (address: string) => {
  const report = await newReport(database)
  return { report, told: await askForNotices(report, address, 'ja') }
}

test('many reports fill no strange mailbox either; whoever reads it goes on', async () => {
  const told = await Promise.all(Array.from({ length: 9 }, () => asked('Stranger@reporter.example.jp')))
  expect(told.filter((one) => one.told === 'tooOften')).toHaveLength(3)
  for (let report = 0; report < 9; report++) {
    const { report: own, told: first } = await asked('desk@reporter.example.jp')
    expect(first).toBeNull()
    const found = await own.db.transaction((tx) => findNoticeAddress(tx, { reportId: own.actor.reportId }))
    expect(await confirmNotices(own, codeOf(database.keyring.lookup, found?.id ?? ''))).toBeNull()
  }
})
