import { expect, test } from 'vitest'
import { closeCase } from '#app/case-files/acts/close.server.ts'
import { answerInWords, declineQuestion, tellRecipient } from '#app/feedback/answer-in-words.server.ts'
import { answerItems } from '#app/feedback/answer-question.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { retract } from '#app/feedback/retract.server.ts'
import { askedQuestions } from '#app/reports/board/asked-questions.ts'
import { readBoard } from '#app/reports/board/read-board.server.ts'
import { readAnswerConsents } from '#app/reports/preview/consent-page.server.ts'
import { getReceipt } from '#app/reports/sending/receipt.server.ts'
import { submissionKey } from '#app/reports/sending/submit-report.server.ts'
import { getSentDelivery } from '#app/reports/sending/sent-delivery.server.ts'
import { withdrawReport } from '#app/reports/withdraw-report.server.ts'
import { listAudit } from '#db/audit/audit.server.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import { listFeedback } from '#db/case-files/feedback.server.ts'
import type { Context, Holder, Officer } from '#db/context.ts'
import { listAccess } from '#db/reports/access-log.server.ts'
import { listConsents } from '#db/reports/consents.server.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'
import type { Answers } from '#forms/item.ts'
import { noChoices } from '#forms/projection.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'
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
  items: string[],
  text: string,
): Promise<Context<Officer>> {
  const actor = await officerOf(database, recipient)
  const officer = { db: database.as(actor), actor, now: later(2) }
  const file = await officer.db.transaction((tx) => findCaseFileOfReport(tx, reporter.actor.reportId, recipient))
  const result = await ask(officer, file?.id ?? '', { items, text, due: null })
  expect(result).toEqual({ done: 'asked' })
  return officer
}

const route = {
  key: 'a'.repeat(32),
  answers: { 'cause-route': 'VPN装置からの侵入とみています' },
  consents: [],
  unchanged: '変わりません',
}

test('one answer reaches both bodies that asked, and nobody learns that the other asked', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, ['cause-route'], '侵入経路を教えてください')
  const jpcert = await askedBy('jpcert', reporter, ['cause-route'], '侵入の経路は何ですか')
  expect((await readBoard(reporter)).questions).toMatchObject([
    { items: ['cause-route'], recipients: ['police', 'jpcert'] },
  ])

  const sent = await answerItems({ ...reporter, now: later(3) }, route)
  expect(sent).toMatchObject({ kind: 'sent', number: 2 })
  const board = await readBoard(reporter)
  expect(board.questions).toEqual([])
  expect(board.draft.answers['cause-route']).toBe(route.answers['cause-route'])
  for (const officer of [police, jpcert]) {
    const thread = await officer.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
    expect(thread.map(({ recipient }) => recipient)).toEqual([officer.actor.recipient])
    expect(thread[0]?.answered?.revisionNumber).toBe(2)
  }
})

test('of two different answers at once one is sent, and the other is told that it was not', async () => {
  const reporter = await filed()
  await askedBy('police', reporter, ['cause-route'], '侵入経路を教えてください')
  const given = ['VPN装置から', 'メールから'].map((told) => ({ 'cause-route': told }))
  const keys = given.map((answers) => submissionKey(reporter.actor.reportId, 1, JSON.stringify(answers)))
  const press = (answers: Answers, at: number) =>
    answerItems({ ...reporter, now: later(3) }, { ...route, key: keys[at] ?? '', revision: 1, answers })
  expect((await Promise.all(given.map(press))).map(({ kind }) => kind).toSorted()).toEqual(['changed', 'sent'])
  const again = await Promise.all(given.map(press))
  expect(again.map(({ kind }) => kind).toSorted()).toEqual(['changed', 'sent'])
  expect(again.find(({ kind }) => kind === 'sent')).toMatchObject({ replayed: true })
})

test('what is asked about a withdrawn report is answered in words, as it gets no new revision', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, ['cause-route'], '侵入経路を教えてください')
  await withdrawReport({ ...reporter, now: later(3) }, { message: '誤報でした', plain: '' })
  const board = await readBoard(reporter)
  const [asked] = askedQuestions(board.questions, board, true)
  expect(asked).toMatchObject({ about: [], beyond: [], question: { items: ['cause-route'] } })
  expect(await answerItems({ ...reporter, now: later(4) }, { ...route, key: '8'.repeat(32) })).toEqual({
    kind: 'withdrawn',
    reaches: false,
  })
  for (const { id } of asked?.question.questions ?? [])
    await answerInWords({ ...reporter, now: later(4) }, id, '攻撃ではありませんでした')
  expect((await readBoard(reporter)).questions).toEqual([])
  const thread = await police.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(thread.at(-1)).toMatchObject({ kind: 'answer', body: { text: '攻撃ではありませんでした' } })
})

test('the reporter sees which question is left over from a case that its body has closed since', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, ['cause-route'], '侵入経路を教えてください')
  const closed = async () =>
    (await readBoard(reporter)).questions.flatMap((one) => one.questions.map((each) => each.closed))
  expect(await closed()).toEqual([false])
  const file = await police.db.transaction((tx) => findCaseFileOfReport(tx, reporter.actor.reportId, 'police'))
  await closeCase({ ...police, now: later(3) }, file?.id ?? '', { reason: 'resolved', text: '' })
  expect(await closed()).toEqual([true])
})

test('unfinished edits of the draft do not leave with an answer', async () => {
  const reporter = await filed()
  await askedBy('police', reporter, ['cause-route'], '侵入経路を教えてください')
  const withheld = { jpcert: ['sys-affected'] }
  await save(reporter, { 'incident-summary': 'まだ書きかけの概要' }, { ...noChoices, declined: ['ipa'], withheld })
  await answerItems({ ...reporter, now: later(3) }, { ...route, key: 'b'.repeat(32) })
  const { answers, choices } = await draftOf(reporter)
  expect(answers['incident-summary']).toBe('まだ書きかけの概要')
  expect(choices, 'nor does it undo what was chosen for the next report').toMatchObject({ declined: ['ipa'], withheld })
  expect(choices.added['police']).toContain('cause-route')
  const { sent } = await getReceipt(reporter, 2)
  expect(sent.map(({ recipient }) => recipient)).toContain('police')
  for (const { id } of sent) {
    const { projection } = await getSentDelivery(reporter, id)
    expect(JSON.stringify(projection)).not.toContain('まだ書きかけの概要')
  }
})

test('an answer that changes nothing is still told to the body that asked', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, ['incident-summary'], '概要はこのままでよろしいですか')
  const value = hospital['incident-summary'] ?? null
  const sent = await answerItems({ ...reporter, now: later(3) }, { ...route, answers: { 'incident-summary': value } })
  expect(sent.kind).toBe('nothing')
  expect((await readBoard(reporter)).questions).toEqual([])
  const thread = await police.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(thread.map(({ kind, body }) => [kind, body.text])).toContainEqual(['answer', '変わりません'])
})

test('a general question is answered in words, to that body only', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, [], '担当者と話せる時間を教えてください')
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

const safety = { 'impact-safety': '救急の受け入れを止めています' }

test('an answer that no rule gives a body reaches it by consent, which is on record, and reaches nobody else', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, ['impact-safety'], '安全への影響を教えてください')
  const jpcert = await officerOf(database, 'jpcert')
  const open = async () => (await readBoard(reporter)).questions.length

  const kept = await answerItems({ ...reporter, now: later(3) }, { ...route, key: 'c'.repeat(32), answers: safety })
  expect([await open(), kept.reaches], 'without consent the question stays open').toEqual([1, false])
  const consents = ['police impact-safety']
  const given = { ...route, key: 'd'.repeat(32), answers: safety, consents }
  const agreed = await answerItems({ ...reporter, now: later(4) }, given)
  expect([await open(), agreed.reaches]).toEqual([0, true])

  const thread = await police.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  const told = [{ item: 'impact-safety', value: safety['impact-safety'] }]
  expect(thread.at(-1)).toMatchObject({ kind: 'answer', body: { told } })
  const parts = await police.db.transaction((tx) => latestProjections(tx, reporter.actor.reportId))
  expect(JSON.stringify(parts.get('police')?.projection)).not.toContain('救急')
  const other = await database.as(jpcert).transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(JSON.stringify(other)).not.toContain('救急')

  const records = await reporter.db.transaction((tx) => listConsents(tx, reporter.actor.reportId))
  expect(records.map(({ kind }) => kind)).toContain('answer police impact-safety@2026-11-1')
  expect(await readAnswerConsents(reporter)).toMatchObject([{ recipient: 'police', item: 'impact-safety' }])
  const acts = await reporter.db.transaction((tx) => listAudit(tx, reporter.actor.reportId))
  expect(acts.map(({ did }) => did)).toContain('consent.given')
})

test('a question that the reporter will not answer ends with words that say so', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, ['impact-safety'], '安全への影響を教えてください')
  const [question] = (await readBoard(reporter)).questions
  await declineQuestion({ ...reporter, now: later(3) }, question?.questions[0]?.id ?? '', '答えません')
  expect((await readBoard(reporter)).questions).toEqual([])
  const thread = await police.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(thread.at(-1)).toMatchObject({ kind: 'answer', body: { text: '答えません' } })
})

test('a question about several items is open until all of them are answered', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, ['cause-route', 'cause-vulnerability'], '経路と弱点を教えてください')
  await askedBy('jpcert', reporter, ['cause-route'], '侵入の経路は何ですか')
  expect((await readBoard(reporter)).questions).toMatchObject([
    { items: ['cause-route', 'cause-vulnerability'], recipients: ['police', 'jpcert'] },
  ])
  await answerItems({ ...reporter, now: later(3) }, { ...route, key: 'e'.repeat(32) })
  expect((await readBoard(reporter)).questions).toMatchObject([{ recipients: ['police'] }])

  const answers = { ...route.answers, 'cause-vulnerability': ['CVE-2026-0001'] }
  await answerItems({ ...reporter, now: later(4) }, { ...route, key: 'f'.repeat(32), answers })
  expect((await readBoard(reporter)).questions).toEqual([])
  const thread = await police.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(thread[0]?.answered?.revisionNumber).toBe(3)
})

async function retracted(officer: Context<Officer>, reporter: Context<Holder>, text: string) {
  const { reportId } = reporter.actor
  const thread = await officer.db.transaction((tx) => listFeedback(tx, reportId, officer.actor.recipient))
  const question = thread.find(({ kind }) => kind === 'question')
  return retract(officer, question?.caseFileId ?? '', { question: question?.id ?? '', text })
}

test('a question that is retracted stays to be seen with the reason, and what another body asks stays open', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, ['cause-route'], '侵入経路を教えてください')
  const jpcert = await askedBy('jpcert', reporter, ['cause-route'], '侵入の経路は何ですか')
  expect(await retracted(police, reporter, '')).toMatchObject({ problems: [{ field: 'text', code: 'whyMissing' }] })
  expect(await retracted(police, reporter, '別の報告への照会でした')).toEqual({ done: 'retracted' })
  expect(await retracted(police, reporter, '二度押しました'), 'it is once').toEqual({ done: 'retracted' })

  const board = await readBoard(reporter)
  expect(board.questions).toMatchObject([{ items: ['cause-route'], recipients: ['jpcert'] }])
  expect(board.rows.map(({ recipient, openQuestions }) => [recipient, openQuestions])).toContainEqual(['police', 0])
  expect(board.retracted).toMatchObject([{ recipient: 'police', items: ['cause-route'] }])
  expect((await readBoard({ ...reporter, now: later(2 + 15 * 24) })).retracted, 'of lately').toEqual([])
  const seen = board.threads.find(({ recipient }) => recipient === 'police')?.entries
  expect(seen).toMatchObject([
    { kind: 'question', text: '侵入経路を教えてください', retractedAt: later(2), answered: null },
    { kind: 'retraction', text: '別の報告への照会でした', items: ['cause-route'] },
  ])
  const acts = await reporter.db.transaction((tx) => listAccess(tx, reporter.actor.reportId))
  expect(acts.map(({ did, recipient }) => [did, recipient])).toContainEqual(['question.retracted', 'police'])

  const theirs = await jpcert.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(JSON.stringify(theirs)).not.toContain('撤回')
  expect(await retracted(jpcert, reporter, '不要になりました')).toEqual({ done: 'retracted' })
  expect((await readBoard(reporter)).questions).toEqual([])
  await askedBy('police', reporter, ['cause-route'], '侵入経路を教えてください')
  expect((await readBoard(reporter)).questions, 'asked anew in the same words').toHaveLength(1)
})

test('an answer brings what several asked together to those who still ask', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, ['cause-route'], '侵入経路を教えてください')
  const jpcert = await askedBy('jpcert', reporter, ['cause-route'], '侵入の経路は何ですか')
  await retracted(police, reporter, '不要になりました')
  await answerItems({ ...reporter, now: later(3) }, { ...route, key: '1'.repeat(32) })
  const answers = async (officer: Context<Officer>) =>
    (await officer.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))).map(({ answered }) => answered)
  expect(await answers(police)).toEqual([null, null])
  expect(await answers(jpcert)).toMatchObject([{ revisionNumber: 2 }])
})

test('what was answered is not retracted, nor the question of another body', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, [], '担当者と話せる時間を教えてください')
  const jpcert = await askedBy('jpcert', reporter, ['cause-route'], '侵入の経路は何ですか')
  const [general] = (await readBoard(reporter)).questions.filter(({ items }) => items.length === 0)
  await answerInWords({ ...reporter, now: later(3) }, general?.key ?? '', '明日の午前なら話せます')
  expect(await retracted(police, reporter, '不要になりました')).toEqual({
    problems: [{ field: 'question', code: 'answeredBefore' }],
  })
  const own = await jpcert.db.transaction((tx) => findCaseFileOfReport(tx, reporter.actor.reportId, 'jpcert'))
  const wish = { question: general?.key ?? '', text: '横から' }
  await expect(retract(jpcert, own?.id ?? '', wish)).rejects.toMatchObject({ code: 'notFound' })
})

test('of an answer and a retraction in the same moment one counts, and the question is open to neither', async () => {
  const reporter = await filed()
  const police = await askedBy('police', reporter, [], '担当者と話せる時間を教えてください')
  const [question] = (await readBoard(reporter)).questions
  const both = await Promise.allSettled([
    answerInWords({ ...reporter, now: later(3) }, question?.key ?? '', '明日の午前なら話せます'),
    retracted(police, reporter, '不要になりました'),
  ])
  expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
  const [asked] = await police.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect([asked?.answered, asked?.retractedAt].filter(Boolean)).toHaveLength(1)
})
