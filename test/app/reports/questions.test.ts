import { expect, test } from 'vitest'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { officerOf } from '#test/support/filings.ts'
import { testDatabase } from '#test/support/database.ts'
import { answerInWords, answerItem, tellRecipient } from '#app/feedback/answer-question.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { getReceipt } from '#app/reports/receipt.server.ts'
import { getSentDelivery } from '#app/reports/sent-delivery.server.ts'
import { readBoard } from '#app/reports/read-board.server.ts'
import { findCaseFileOfReport } from '#db/case-files.server.ts'
import { listFeedback } from '#db/feedback.server.ts'
import type { Context, Holder, Officer } from '#db/context.ts'
import { draftOf, later, newReport, save, send } from './reports.world.ts'

const database = await testDatabase()

async function filed() {
  const reporter = await newReport(database)
  await save(reporter, { ...hospital, 'report-recipients': ['police', 'jpcert'] })
  await send(reporter)
  return reporter
}

async function askedBy(
  recipient: string,
  reporter: Context<Holder>,
  item: string | null,
  text: string,
): Promise<Context<Officer>> {
  const actor = await officerOf(database, recipient)
  const officer = { db: database.as(actor), actor, now: later(2) }
  const file = await officer.db.transaction((tx) => findCaseFileOfReport(tx, reporter.actor.reportId, recipient))
  const result = await ask(officer, file?.id ?? '', { item, text, due: null })
  expect(result).toEqual({ done: 'asked' })
  return officer
}

const route = {
  key: 'a'.repeat(32),
  item: 'cause-route',
  value: 'VPN装置からの侵入とみています',
  unchanged: '変わりません',
}

test('one answer reaches both bodies that asked, and nobody learns that the other asked', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, 'cause-route', '侵入経路を教えてください')
  const jpcert = await askedBy('jpcert', reporter, 'cause-route', '侵入の経路は何ですか')
  expect((await readBoard(reporter)).questions).toMatchObject([
    { item: 'cause-route', recipients: ['police', 'jpcert'] },
  ])

  const sent = await answerItem({ ...reporter, now: later(3) }, route)
  expect(sent).toMatchObject({ kind: 'sent', number: 2 })
  const board = await readBoard(reporter)
  expect(board.questions).toEqual([])
  expect(board.draft.answers['cause-route']).toBe(route.value)
  for (const officer of [police, jpcert]) {
    const thread = await officer.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
    expect(thread.map(({ recipient }) => recipient)).toEqual([officer.actor.recipient])
    expect(thread[0]?.answered?.revisionNumber).toBe(2)
  }
})

test('unfinished edits of the draft do not leave with an answer', async () => {
  const reporter = await filed()
  await askedBy('police', reporter, 'cause-route', '侵入経路を教えてください')
  await save(reporter, { 'incident-summary': 'まだ書きかけの概要' })
  await answerItem({ ...reporter, now: later(3) }, { ...route, key: 'b'.repeat(32) })
  expect((await draftOf(reporter)).answers['incident-summary']).toBe('まだ書きかけの概要')
  const { sent } = await getReceipt(reporter, 2)
  expect(sent.map(({ recipient }) => recipient)).toContain('police')
  for (const { id } of sent) {
    const { projection } = await getSentDelivery(reporter, id)
    expect(JSON.stringify(projection)).not.toContain('まだ書きかけの概要')
  }
})

test('an answer that changes nothing is still told to the body that asked', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, 'incident-summary', '概要はこのままでよろしいですか')
  const value = hospital['incident-summary'] ?? null
  const sent = await answerItem({ ...reporter, now: later(3) }, { ...route, item: 'incident-summary', value })
  expect(sent.kind).toBe('nothing')
  expect((await readBoard(reporter)).questions).toEqual([])
  const thread = await police.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(thread.map(({ kind, body }) => [kind, body.text])).toContainEqual(['answer', '変わりません'])
})

test('a general question is answered in words, to that body only', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, null, '担当者と話せる時間を教えてください')
  const ppc = await officerOf(database, 'ppc')
  const [question] = (await readBoard(reporter)).questions
  await answerInWords({ ...reporter, now: later(3) }, question?.key ?? '', '明日の午前なら話せます')
  expect((await readBoard(reporter)).questions).toEqual([])
  const thread = await police.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(thread.map(({ body }) => body.text)).toContain('明日の午前なら話せます')
  expect(await database.as(ppc).transaction((tx) => listFeedback(tx, reporter.actor.reportId))).toEqual([])
})

test('a message goes to the body it is written to, and to no body that has no part of the report', async () => {
  const reporter = await filed()
  await tellRecipient({ ...reporter, now: later(3) }, 'ppc', '連絡先が変わりました')
  await expect(tellRecipient(reporter, 'fsa', 'こんにちは')).rejects.toMatchObject({ code: 'notFound' })
  const { threads } = await readBoard(reporter)
  expect(threads.flatMap(({ entries }) => entries.map(({ text }) => text))).toEqual(['連絡先が変わりました'])
})
