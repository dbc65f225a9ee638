import { describe, expect, test } from 'vitest'
import { insertFeedback, listFeedback, listOpenQuestions } from '#db/case-files/feedback.server.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { listCaseFilesOfReport } from '#db/reports/board.server.ts'
import { listClocks } from '#db/reports/clocks.server.ts'
import { listConsents } from '#db/reports/consents.server.ts'
import { findReport, markWithdrawn } from '#db/reports/reports.server.ts'
import { findRevision, listRevisions } from '#db/reports/revisions.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { listDeliveries, readProjection } from '#db/submissions/deliveries.server.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { fiveRecipients, hours, monday, officerOf, startedReport, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase({ connections: 16 })

describe('a submission', () => {
  test('writes the revision, a delivery and a case file for each recipient, clocks, consents and the audit at once', async () => {
    const holder = await startedReport(database)
    const submission = submissionOf(holder.reportId)
    const submitted = await insertSubmission(database.as(holder), submission)

    expect(submitted).toEqual({ number: 1, submittedAt: monday, replayed: false })
    await database.as(holder).transaction(async (tx) => {
      expect(await findReport(tx, holder.reportId)).toMatchObject({ revisionNumber: 1, submittedAt: monday })
      const [revision] = await listRevisions(tx, holder.reportId)
      expect(revision?.recipients).toEqual(fiveRecipients.toSorted())
      expect((await findRevision(tx, holder.reportId, 1))?.answers).toEqual(submission.answers)
      const deliveries = await listDeliveries(tx, holder.reportId)
      expect(deliveries.map(({ deliveredAt }) => deliveredAt)).toEqual(fiveRecipients.map(() => monday))
      for (const line of deliveries) {
        const sent = submission.deliveries.find(({ recipient }) => recipient === line.recipient)
        expect((await readProjection(tx, line)).projection).toEqual(JSON.parse(sent?.projection ?? ''))
      }
      expect(await listCaseFilesOfReport(tx, holder.reportId)).toHaveLength(5)
      expect(await listClocks(tx, holder.reportId)).toMatchObject([{ clock: 'c1', dueAt: hours(72) }])
      expect(await listConsents(tx, holder.reportId)).toMatchObject([{ given: true, revisionNumber: 1 }])
    })
    const audit = await database.owner`select did from audit where report_id = ${holder.reportId} order by sequence`
    expect(audit.map(({ did }) => did)).toEqual(['report.started', 'report.submitted'])
    const due = await database.owner`select due_at from extracts_due where report_id = ${holder.reportId}`
    expect(due).toEqual([{ dueAt: monday }])
  })

  test('sent twenty times under one key becomes one revision, and everybody is told the same', async () => {
    const holder = await startedReport(database)
    const submission = submissionOf(holder.reportId)
    const results = await Promise.all(
      Array.from({ length: 20 }, () => insertSubmission(database.as(holder), submission)),
    )

    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(new Set(results.map(({ number, submittedAt }) => `${number} ${submittedAt.toISOString()}`)).size).toBe(1)
    const rows = await database.owner`
      select (select count(*)::int from revisions where report_id = ${holder.reportId}) as revisions,
        (select count(*)::int from deliveries where report_id = ${holder.reportId}) as deliveries`
    expect(rows[0]).toEqual({ revisions: 1, deliveries: 5 })
  })

  test('under a key of an earlier revision is the earlier one, also when the page was read after it', async () => {
    const holder = await startedReport(database)
    const submission = submissionOf(holder.reportId)
    await insertSubmission(database.as(holder), submission)
    const again = await insertSubmission(database.as(holder), { ...submission, expectRevision: 1, now: hours(1) })

    expect(again).toEqual({ number: 1, submittedAt: monday, replayed: true })
  })

  test('under a key that was used for something else is refused', async () => {
    const holder = await startedReport(database)
    const submission = submissionOf(holder.reportId)
    await insertSubmission(database.as(holder), submission)
    const other = submissionOf(holder.reportId, { answers: { x: 'other' }, idempotencyKey: submission.idempotencyKey })

    await expect(insertSubmission(database.as(holder), other)).rejects.toMatchObject({ code: 'idempotencyConflict' })
  })

  test('is refused when somebody submitted in between, and when the report was withdrawn', async () => {
    const holder = await startedReport(database)
    await insertSubmission(database.as(holder), submissionOf(holder.reportId))
    const late = submissionOf(holder.reportId)
    await expect(insertSubmission(database.as(holder), late)).rejects.toMatchObject({ code: 'staleRevision' })

    await database.as(holder).transaction((tx) => markWithdrawn(tx, holder.reportId, hours(1)))
    const next = submissionOf(holder.reportId, { expectRevision: 1 })
    await expect(insertSubmission(database.as(holder), next)).rejects.toMatchObject({ code: 'withdrawn' })
  })

  test('of a report of somebody else is not possible', async () => {
    const [mine, theirs] = [await startedReport(database), await startedReport(database)]
    await expect(insertSubmission(database.as(mine), submissionOf(theirs.reportId))).rejects.toMatchObject({
      code: 'notFound',
    })
  })

  test('succeeds for sixty-four reports at once', async () => {
    const holders = await Promise.all(Array.from({ length: 64 }, () => startedReport(database)))
    const results = await Promise.all(
      holders.map((holder) => insertSubmission(database.as(holder), submissionOf(holder.reportId))),
    )
    expect(results.every(({ number }) => number === 1)).toBe(true)
  })

  test('that follows up reaches only those named, reopens their case and moves it to the top', async () => {
    const holder = await startedReport(database)
    await insertSubmission(database.as(holder), submissionOf(holder.reportId))
    const followUp = submissionOf(holder.reportId, {
      expectRevision: 1,
      now: hours(5),
      phase: 'interim',
      recipients: ['ppc'],
    })
    await insertSubmission(database.as(holder), followUp)

    await database.as(holder).transaction(async (tx) => {
      const deliveries = await listDeliveries(tx, holder.reportId)
      expect(deliveries.filter(({ revisionNumber }) => revisionNumber === 2).map((line) => line.recipient)).toEqual([
        'ppc',
      ])
    })
    const officer = await officerOf(database, 'ppc')
    const queue = await database.as(officer).transaction((tx) => listQueue(tx, { filters: {}, order: 'newest' }))
    expect(queue.lines[0]).toMatchObject({ reportId: holder.reportId, updatedAt: hours(5), revisionNumber: 2 })
  })

  test('answers the questions it names, once, and of its own report only', async () => {
    const holder = await startedReport(database)
    await insertSubmission(database.as(holder), submissionOf(holder.reportId))
    const officer = await officerOf(database, 'npa')
    const question = await database.as(officer).transaction(async (tx) => {
      const { lines } = await listQueue(tx, { filters: {}, order: 'newest' })
      const file = lines.find(({ reportId }) => reportId === holder.reportId)
      if (!file) throw new Error('the case is not in the queue')
      const { reportId, recipient } = holder.reportId ? file : file
      const body = { text: '侵入経路は何ですか' }
      return insertFeedback(tx, {
        caseFileId: file.id,
        reportId,
        recipient,
        kind: 'question',
        item: 'cause',
        body,
        now: hours(1),
      })
    })
    const open = await database.as(holder).transaction((tx) => listOpenQuestions(tx, holder.reportId))
    expect(open.map(({ id, body }) => [id, body.text])).toEqual([[question, '侵入経路は何ですか']])

    const followUp = { expectRevision: 1, now: hours(2), answeredQuestions: [question, newId()] }
    await insertSubmission(database.as(holder), submissionOf(holder.reportId, followUp))
    const [answered] = await database.as(officer).transaction((tx) => listFeedback(tx, holder.reportId))
    expect(answered?.answered).toEqual({ at: hours(2), revisionNumber: 2, feedbackId: null })
  })
})
