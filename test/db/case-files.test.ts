import { describe, expect, test } from 'vitest'
import * as cases from '#db/case-files/case-files.server.ts'
import { insertFeedback, listFeedback, listOpenQuestions } from '#db/case-files/feedback.server.ts'
import { insertNote, listNotes } from '#db/case-files/notes.server.ts'
import type { Officer } from '#db/context.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { listCaseFilesOfReport } from '#db/reports/board.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { listDeliveries, markOpened, readProjection } from '#db/submissions/deliveries.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, hours, monday, officerOf } from '#test/support/filings.ts'

const database = await testDatabase()

const queueOf = (officer: Officer) =>
  database.as(officer).transaction(async (tx) => (await listQueue(tx, { filters: {}, order: 'newest' })).lines)

/** A report to one recipient that no other test uses, and an officer of it. */
async function ownCase(recipient: string) {
  const holder = await filedReport(database, { recipients: [recipient] })
  const officer = await officerOf(database, recipient)
  const [file] = await queueOf(officer)
  if (!file) throw new Error('the case is not in the queue')
  return { holder, officer, file, desk: database.as(officer), board: database.as(holder) }
}

describe('a case file', () => {
  test('tells the name of the organisation, from one key, and who has it', async () => {
    const { file } = await ownCase('one-heading')
    expect(file).toMatchObject({ heading: { organisation: '架空病院' }, assignee: null, labels: [], openQuestions: 0 })
  })

  test('is claimed by one of two officers who try at the same time', async () => {
    const { file, officer } = await ownCase('two-claims')
    const colleague = await officerOf(database, 'two-claims')
    const results = await Promise.all(
      [officer, colleague].map((one) => database.as(one).transaction((tx) => cases.claimCaseFile(tx, file.id, monday))),
    )
    expect(results.toSorted()).toEqual([false, true])
  })

  test('is given to a colleague and to nobody, and labelled', async () => {
    const { desk, file } = await ownCase('assigning')
    const colleague = await officerOf(database, 'assigning')
    await desk.transaction(async (tx) => {
      await cases.assignCaseFile(tx, file.id, { from: null, to: colleague.officerId }, monday)
      for (const label of ['続報待ち', '重要', '重要']) await cases.addLabel(tx, file.id, label, monday)
      expect(await cases.getCaseFile(tx, file.id)).toMatchObject({
        assignee: { officerId: colleague.officerId, name: colleague.name },
        labels: ['続報待ち', '重要'],
      })
      await cases.assignCaseFile(tx, file.id, { from: colleague.officerId, to: null }, monday)
      await cases.removeLabel(tx, file.id, '重要')
      expect(await cases.getCaseFile(tx, file.id)).toMatchObject({ assignee: null, labels: ['続報待ち'] })
    })
  })

  test('is acknowledged with a number that the reporter sees, and closed with a reason', async () => {
    const { desk, board, file, holder } = await ownCase('acknowledging')
    await desk.transaction(async (tx) => {
      expect(await cases.markCaseOpened(tx, file.id, hours(1))).toBe(true)
      expect(await cases.markCaseOpened(tx, file.id, hours(2))).toBe(false)
      expect(await cases.acknowledgeCaseFile(tx, file.id, { number: '警サ第12号' }, hours(2))).toBe(true)
      expect(await cases.acknowledgeCaseFile(tx, file.id, { number: '警サ第13号' }, hours(3))).toBe(false)
      expect(await cases.closeCaseFile(tx, file.id, 'resolved', hours(4))).toBe(true)
      expect(await cases.closeCaseFile(tx, file.id, 'resolved', hours(5))).toBe(false)
    })
    const [line] = await board.transaction((tx) => listCaseFilesOfReport(tx, holder.reportId))
    expect(line).toEqual({
      caseFileId: file.id,
      recipient: 'acknowledging',
      prefecture: '13',
      receivedAt: monday,
      updatedAt: monday,
      openedAt: hours(1),
      acknowledgedAt: hours(2),
      acknowledgementNumber: '警サ第13号',
      closedAt: hours(4),
      closedReason: 'resolved',
    })
    expect(await desk.transaction((tx) => cases.reopenCaseFile(tx, file.id, hours(6)))).toBe(true)
  })

  test('of another recipient is not found, and cannot be moved', async () => {
    const { file } = await ownCase('somebody')
    const stranger = database.as(await officerOf(database, 'somebody-else'))
    await expect(stranger.transaction((tx) => cases.getCaseFile(tx, file.id))).rejects.toMatchObject({
      code: 'notFound',
    })
    expect(await stranger.transaction((tx) => cases.closeCaseFile(tx, file.id, 'x', monday))).toBe(false)
    await expect(stranger.transaction((tx) => cases.claimCaseFile(tx, file.id, monday))).rejects.toMatchObject({
      code: '42501',
    })
  })

  test.each(['nonsense', '', '0199d000-0000-7000-8000'])('is not found by “%s”, which is no id', async (id) => {
    const desk = database.as(await officerOf(database, 'mistyped'))
    await expect(desk.transaction((tx) => cases.getCaseFile(tx, id))).rejects.toMatchObject({ code: 'notFound' })
  })

  test('keeps its state from the reporter, and its filing from the officer', async () => {
    const { desk, board, file } = await ownCase('two-hands')
    for (const column of ['opened_at', 'acknowledged_at', 'closed_at']) {
      const set = board.transaction(
        ({ sql }) => sql`update case_files set ${sql(column)} = now() where id = ${file.id}`,
      )
      await expect(set, column).rejects.toMatchObject({ code: '42501' })
    }
    for (const column of ['due_at', 'updated_at', 'withdrawn_at']) {
      const set = desk.transaction(
        ({ sql }) => sql`update case_files set ${sql(column)} = '2000-01-01' where id = ${file.id}`,
      )
      await expect(set, column).rejects.toMatchObject({ code: '42501' })
    }
  })
})

describe('a delivery', () => {
  test('is opened once, by the recipient and not by the reporter', async () => {
    const { desk, board, holder } = await ownCase('opening')
    const [line] = await desk.transaction((tx) => listDeliveries(tx, holder.reportId))
    if (!line) throw new Error('no delivery')
    expect((await desk.transaction((tx) => readProjection(tx, line))).projection.recipient).toBe('opening')
    await expect(board.transaction((tx) => markOpened(tx, line.id, hours(1)))).rejects.toMatchObject({ code: '42501' })
    expect(await desk.transaction((tx) => markOpened(tx, line.id, hours(1)))).toBe(true)
    expect(await desk.transaction((tx) => markOpened(tx, line.id, hours(2)))).toBe(false)
    const [seen] = await board.transaction((tx) => listDeliveries(tx, holder.reportId))
    expect(seen?.openedAt).toEqual(hours(1))
  })

  test('stays as it was sent, whoever tries', async () => {
    const { desk, board } = await ownCase('frozen')
    for (const db of [desk, board]) {
      for (const column of ['content', 'digest', 'sent_at']) {
        const change = db.transaction(({ sql }) => sql`update deliveries set ${sql(column)} = ${sql(column)}`)
        await expect(change).rejects.toMatchObject({ code: '42501' })
      }
    }
  })
})

describe('feedback', () => {
  test('of one recipient is not seen by another that got the same report', async () => {
    const holder = await filedReport(database, { recipients: ['left', 'right'] })
    const [left, right] = [await officerOf(database, 'left'), await officerOf(database, 'right')]
    const [file] = await queueOf(left)
    const said = { caseFileId: file?.id ?? '', reportId: holder.reportId, recipient: 'left', now: monday }
    await database
      .as(left)
      .transaction((tx) =>
        insertFeedback(tx, { ...said, kind: 'advice', body: { text: '切断してください', tlp: 'AMBER' } }),
      )
    expect(await database.as(right).transaction((tx) => listFeedback(tx, holder.reportId))).toEqual([])
    const [seen] = await database.as(holder).transaction((tx) => listFeedback(tx, holder.reportId))
    expect(seen).toMatchObject({
      from: 'recipient',
      kind: 'advice',
      body: { text: '切断してください', tlp: 'AMBER' },
      answered: null,
    })
  })

  test('closes a question with the answer of the reporter, once', async () => {
    const { desk, board, file, holder, officer } = await ownCase('asking')
    const said = { caseFileId: file.id, reportId: holder.reportId, recipient: 'asking' }
    const question = await desk.transaction((tx) =>
      insertFeedback(tx, { ...said, kind: 'question', item: 'cause', body: { text: '原因は' }, now: hours(1) }),
    )
    expect((await queueOf(officer))[0]?.openQuestions).toBe(1)
    const answer = await board.transaction((tx) =>
      insertFeedback(tx, { ...said, kind: 'answer', body: { text: '不明です' }, answers: question, now: hours(2) }),
    )
    await board.transaction((tx) =>
      insertFeedback(tx, { ...said, kind: 'answer', body: {}, answers: question, now: hours(3) }),
    )
    const [asked] = await desk.transaction((tx) => listFeedback(tx, holder.reportId))
    expect(asked?.answered).toEqual({ at: hours(2), revisionNumber: null, feedbackId: answer })
    expect(await board.transaction((tx) => listOpenQuestions(tx, holder.reportId))).toEqual([])
    expect((await queueOf(officer))[0]?.openQuestions).toBe(0)
  })

  test('cannot be written in the name of the other side', async () => {
    const { board, file, holder, officer } = await ownCase('posing')
    const posing = board.transaction(
      ({ sql }) => sql`
      insert into feedback (id, report_id, case_file_id, recipient, kind, side, content, officer_id, sent_at)
      values (${newId()}, ${holder.reportId}, ${file.id}, 'posing', 'advice', 'recipient', '', ${officer.officerId}, now())`,
    )
    await expect(posing).rejects.toMatchObject({ code: '42501' })
  })
})

test('a note is read by colleagues, and never by the reporter', async () => {
  const { desk, board, file } = await ownCase('noting')
  await desk.transaction((tx) => insertNote(tx, { caseFileId: file.id, text: '内密に', now: monday }))
  const colleague = database.as(await officerOf(database, 'noting'))
  expect(await colleague.transaction((tx) => listNotes(tx, file.id))).toMatchObject([
    { text: '内密に', name: '架空 花子' },
  ])
  expect(await board.transaction((tx) => listNotes(tx, file.id))).toEqual([])
})
