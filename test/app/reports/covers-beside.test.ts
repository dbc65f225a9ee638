/** Words beside the answers that are written in the moment in which the report is sent. */
import { expect, test } from 'vitest'

import { keepCover } from '#app/reports/revisions/revisions-restore.server.ts'
import { submissionKey, submitReport, type Sent } from '#app/reports/sending/submit-report.server.ts'
import { listCovers } from '#db/reports/covers.server.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { openUntil } from '#test/support/beside.ts'
import { testDatabase } from '#test/support/database.ts'

import { draftOf, newReport, save, send } from './reports.world.ts'

const database = await testDatabase()

test('what is written while older words are sent waits, and whoever sends looks again', async () => {
  const reporter = await newReport(database)
  const { reportId } = reporter.actor
  await save(reporter, hospital)
  await send(reporter)
  await save(reporter, { 'incident-summary': '別の内容' })
  await keepCover(reporter, 'changes', '先に書いた理由')
  const { version } = await draftOf(reporter)
  const sending: { done?: Promise<Sent> } = {}
  const db = openUntil(database, reporter.db, () => {
    sending.done = submitReport(reporter, { key: submissionKey(reportId, 1, version), version })
  })
  await keepCover({ ...reporter, db }, 'changes', '書き直した理由')
  expect(await sending.done).toEqual({ kind: 'changed' })
  const waiting = await reporter.db.transaction((tx) => listCovers(tx, reportId))
  expect([...waiting]).toEqual([['changes', '書き直した理由']])
})
