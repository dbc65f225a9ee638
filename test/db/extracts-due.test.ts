import { expect, test } from 'vitest'
import { writeCaseFacts } from '#db/case-files/case-facts.server.ts'
import { takeExtractsDue } from '#db/queue/extracts-due.server.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, hours, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase()

test('a follow-up is sent while the worker is at the report before it, and waits for extracts of its own', async () => {
  const holder = await filedReport(database)
  const next = submissionOf(holder.reportId, {
    expectRevision: 1,
    now: hours(1),
    answers: { 'incident-summary': '診療を再開した' },
  })
  await database.as({ kind: 'worker' }).transaction(async (tx) => {
    expect(await takeExtractsDue(tx, hours(2), 1)).toEqual([holder.reportId])
    expect(await insertSubmission(database.as(holder), next)).toMatchObject({ number: 2, replayed: false })
    await writeCaseFacts(tx, [holder.reportId])
  })
  const waiting = await database.owner`select report_id, due_at from extracts_due`
  expect(waiting).toEqual([{ reportId: holder.reportId, dueAt: hours(1) }])
})
