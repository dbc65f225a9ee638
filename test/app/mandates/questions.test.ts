/** Questions of bodies, for a vendor that has some sections and may answer: those about these, and no trace of the others. */
import { describe, expect, test } from 'vitest'

import { answerInWords, tellRecipient } from '#app/feedback/answer-in-words.server.ts'
import { answerItems } from '#app/feedback/answer-question.server.ts'
import { retract } from '#app/feedback/retract.server.ts'
import { readClients, readQuestions as readAll, readReports } from '#app/console/read-console.server.ts'
import { readVendorReport, setCard } from '#app/console/vendor-report.server.ts'
import { askToAnswer } from '#app/mandates/ask-to-answer.server.ts'
import { approveSending, askToSend, readWaiting } from '#app/mandates/decide-sending.server.ts'
import { endWaiting } from '#app/mandates/end-sendings.server.ts'
import { revokeMandate } from '#app/mandates/give-mandate.server.ts'
import { narrow } from '#app/mandates/narrow-mandate.server.ts'
import { readBoard } from '#app/reports/board/read-board.server.ts'
import { readQuestions } from '#app/reports/board/read-questions.server.ts'
import { makeWebhook } from '#app/webhooks/arrange.server.ts'
import { webhookEvents } from '#app/webhooks/events.ts'
import { withdrawReport } from '#app/reports/withdraw-report.server.ts'
import { insertFeedback, listFeedback, listOpenQuestions, type Feedback } from '#db/case-files/feedback.server.ts'
import type { Context, Filer, Holder, Officer, Tx } from '#db/context.ts'
import { listSendings } from '#db/mandates/sendings.server.ts'
import { insertConsent } from '#db/reports/consents.server.ts'
import type { Answers } from '#forms/item.ts'
import { doQueued, workerAt, worldOf } from '#test/app/notices/notices.world.ts'
import { draftOf, later } from '#test/app/reports/reports.world.ts'
import { openReceiver } from '#test/app/webhooks/receiver.ts'
import { lookOf, place } from '#test/app/webhooks/webhooks.world.ts'
import { testDatabase } from '#test/support/database.ts'

import { everything, mandated, personOf } from './mandates.world.ts'
import { askedOf, asks, caseOf, officerAt, some, texts } from './questions.world.ts'

const database = await testDatabase()
const vendor = await personOf(database, '架空セキュリティ')
const route = { 'cause-route': 'VPN装置からの侵入とみています' }
const asked = (terms?: Parameters<typeof askedOf>[2]) => askedOf(database, vendor, terms)
const officer = (recipient: string) => officerAt(database, recipient)

const heard = async ({ db, actor }: Context<Filer>) =>
  (await db.transaction((tx) => listFeedback(tx, actor.reportId))).map(({ body }) => body.text)
const openFor = async (context: Context<Filer>) =>
  (await readQuestions(context)).open.flatMap(({ questions }) => questions.map(({ text }) => text))
const openNow = async ({ db, actor }: Context<Filer>) =>
  (await db.transaction((tx) => listOpenQuestions(tx, actor.reportId))).map(({ body }) => body.text)
const named = async (holder: Context<Holder>, text: string): Promise<Feedback> => {
  const all = await holder.db.transaction((tx) => listFeedback(tx, holder.actor.reportId))
  const found = all.find(({ body }) => body.text === text)
  if (!found) throw new Error(`nobody said ${text}`)
  return found
}
const answer = (context: Context<Filer>, answers: Answers = route, key = 'a') =>
  answerItems(context, { key: key.repeat(32), answers, consents: [], unchanged: '変わりません' })
const raw = <T>({ db }: Context<Filer>, query: (tx: Tx) => Promise<T>) => db.transaction(query)

describe('it hears what is asked about its sections', async () => {
  const { holder, acting, police, reportId } = await asked()
  const { actor } = acting

  test('the very text, on the page of the report, in the list over all clients, and in every count', async () => {
    expect(await openFor(acting)).toEqual([texts.route])
    const page = await readVendorReport(acting)
    expect([page.openQuestions, page.questions.length, page.isWhole]).toEqual([1, 1, false])
    expect(page.questions[0]?.about.map(({ item }) => item.id)).toEqual(['cause-route'])
    const { lines } = await readAll(acting, null)
    expect(lines).toMatchObject([{ items: ['cause-route'], text: texts.route, recipient: 'police', whole: false }])
    const clients = await readClients(acting, null)
    expect(clients.lines.map(({ openQuestions }) => openQuestions)).toEqual([1])
    const reports = await readReports(acting, { ticket: '', mandateId: null, technical: false, after: null })
    expect(reports.lines.map(({ openQuestions }) => openQuestions)).toEqual([1])
    expect(await openFor(holder), 'the client hears all of them').toHaveLength(4)
  })

  test('and the store gives nothing else: no text, no row, no consent and no record that tells of it', async () => {
    await holder.db.transaction((tx) =>
      insertConsent(tx, { reportId, kind: 'answer police org-name@1', now: later(3) }),
    )
    expect(await heard(acting)).toEqual([texts.route])
    const counts = await raw(acting, async ({ sql }) => {
      const rows = await sql`select
        (select count(*)::int from feedback) as feedback, (select count(*)::int from question_answers) as answers,
        (select count(*)::int from consents where kind like 'answer %') as consents,
        (select count(*)::int from audit where actor_id is distinct from ${actor.accountId}) as others`
      return rows[0]
    })
    expect(counts).toEqual({ feedback: 1, answers: 0, consents: 0, others: 0 })
  })

  test('what it does not hear it cannot answer, and it says nothing without being asked', async () => {
    for (const text of [texts.both, texts.name, texts.general]) {
      const { id } = await named(holder, text)
      await expect(answerInWords(acting, id, '推測です')).rejects.toMatchObject({ code: 'notFound' })
    }
    await expect(answer(acting, { 'org-name': '架空' })).rejects.toMatchObject({ code: 'forbidden' })
    const unasked = answer(acting, { 'cause-malware': '架空' })
    await expect(unasked, 'in its sections, but nobody asks').rejects.toMatchObject({ code: 'forbidden' })
    await expect(tellRecipient(acting, 'police', '推測です')).rejects.toMatchObject({ code: '42501' })
    expect(await openNow(holder)).toHaveLength(4)
  })

  test('also where the application would: the store compares the question, the mandate and the act', async () => {
    const { id, caseFileId } = await named(holder, texts.general)
    const said = { caseFileId, reportId, recipient: 'police', body: { text: 'x' }, now: later(3) } as const
    const closing = raw(acting, (tx) => insertFeedback(tx, { ...said, kind: 'answer', answers: id }))
    await expect(closing, 'a question that it does not hear').rejects.toMatchObject({ code: '42501' })
    const message = raw(acting, (tx) => insertFeedback(tx, { ...said, kind: 'message' }))
    await expect(message).rejects.toMatchObject({ code: '42501' })
    const asClient = raw(
      acting,
      ({ sql }) => sql`
        insert into feedback (id, report_id, case_file_id, recipient, kind, side, content, sent_at)
        select uuidv7(), report_id, case_file_id, recipient, 'answer', 'reporter', content, sent_at from feedback`,
    )
    await expect(asClient, 'under no mandate').rejects.toMatchObject({ code: '42501' })
    const other = { ...acting, db: database.as({ ...actor, mandateIds: [] }) }
    expect(await heard(other), 'without the mandate').toEqual([])
    expect(await openNow(holder)).toHaveLength(4)
  })

  test('its answer is a revision like the client’s, named as the vendor’s to the client and to the body', async () => {
    expect(await answer(acting)).toMatchObject({ kind: 'sent', number: 2 })
    expect((await draftOf(holder)).answers).toMatchObject(route)
    expect(await openNow(acting)).toEqual([])
    expect(await openNow(holder)).toEqual([texts.both, texts.name, texts.general])
    const { threads } = await readBoard(holder)
    const entries = threads.flatMap((thread) => thread.entries)
    expect(entries.find(({ text }) => text === texts.route)).toMatchObject({ answered: 2, by: '架空セキュリティ' })
    const thread = await police.db.transaction((tx) => listFeedback(tx, reportId))
    expect(thread.find(({ body }) => body.text === texts.route)?.answered?.revisionNumber).toBe(2)
  })

  test('once nothing is asked that it hears, it sends nothing any more', async () => {
    await expect(answer(acting, { 'cause-route': '別の経路' }, 'b')).rejects.toMatchObject({ code: 'forbidden' })
    const allowed = await raw(acting, async ({ sql }) => (await sql`select acting.sends(${reportId}) as may`)[0])
    expect(allowed).toEqual({ may: false })
    await asks({ ...police, now: later(4) }, reportId, ['cause-malware'], 'マルウェアは何ですか')
    const again = await raw(acting, async ({ sql }) => (await sql`select acting.sends(${reportId}) as may`)[0])
    expect(again).toEqual({ may: true })
  })
})

test.each([
  ['other sections', { ...some, sections: ['impact'] }],
  ['these sections without the act to answer', { ...some, acts: ['draft', 'send'] }],
] as const)('a mandate for %s hears nothing of it', async (_what, terms) => {
  const { acting } = await asked({ ...terms, sections: [...terms.sections], acts: [...terms.acts] })
  expect([await heard(acting), await openFor(acting)]).toEqual([[], []])
  expect((await readVendorReport(acting)).openQuestions).toBe(0)
  expect((await readAll(acting, null)).lines).toEqual([])
})

test('made narrower or taken back in the middle, it hears and answers no more at once', async () => {
  const { holder, acting, mandateId } = await asked()
  expect(await openNow(acting)).toEqual([texts.route])
  const left = { reach: 'some', acts: ['answer'], sections: ['indicators'], until: everything.until, reference: '' }
  expect(await narrow(holder, mandateId, left)).toEqual([])
  expect([await openNow(acting), await heard(acting)]).toEqual([[], []])
  await expect(answer(acting)).rejects.toMatchObject({ code: 'forbidden' })
  await revokeMandate(holder, mandateId)
  await expect(readQuestions(acting)).rejects.toMatchObject({ code: 'notFound' })
  await expect(answer(acting)).rejects.toMatchObject({ code: 'notFound' })
  expect(await openNow(holder)).toHaveLength(4)
})

test('questions from before they said their sections are for whoever has the whole form', async () => {
  const { holder, acting } = await asked()
  await database.owner`update feedback set sections = null where report_id = ${holder.actor.reportId}`
  expect(await heard(acting)).toEqual([])
  const whole = await mandated(database, holder, vendor, { acts: ['answer'] })
  expect(await openNow(whole)).toHaveLength(4)
})

describe('where the client looks at each sending', async () => {
  const { holder, acting, reportId } = await asked({ ...some, approves: true })

  test('the answer of a vendor that may only answer waits for the client, and can be asked for anew', async () => {
    await expect(askToSend(acting), 'nothing is answered').rejects.toMatchObject({ code: 'forbidden' })
    expect(await askToAnswer(acting, { answers: route })).toBe(true)
    const page = await readVendorReport(acting)
    expect([page.answered.length, page.openQuestions, page.mayAsk]).toEqual([1, 1, true])
    expect(await askToSend(acting), 'again, for the same').toBe(true)
    const [waits] = await holder.db.transaction((tx) => listSendings(tx, reportId))
    expect(waits?.questions).toEqual([(await named(holder, texts.route)).id])
    await endWaiting(workerAt(database, later(3)))
    expect(await readWaiting(holder)).toMatchObject({ isOver: false, isStale: false })
    expect(await openNow(holder)).toHaveLength(4)
  })

  test('once the client lets it go the question is closed by that revision, as the vendor’s', async () => {
    const waiting = await readWaiting(holder)
    expect(await approveSending(holder, waiting?.sending.id ?? '')).toMatchObject({ kind: 'sent', number: 2 })
    expect(await openNow(holder)).toEqual([texts.both, texts.name, texts.general])
    const entries = (await readBoard(holder)).threads.flatMap((thread) => thread.entries)
    expect(entries.find(({ text }) => text === texts.route)).toMatchObject({ answered: 2, by: '架空セキュリティ' })
  })
})

test('of a withdrawn report it answers in words, which bear its name where the body may know it', async () => {
  const { holder, acting, police, reportId } = await asked()
  const expert = await officer('isac')
  await asks(expert, reportId, ['cause-initial-access'], '最初の侵入は何ですか')
  await withdrawReport(holder, { message: '誤報でした', plain: '' })
  for (const text of [texts.route, '最初の侵入は何ですか']) {
    const { id } = await named(holder, text)
    await answerInWords(acting, id, '誤報です')
  }
  const said = async ({ db }: Context<Officer>) =>
    (await db.transaction((tx) => listFeedback(tx, reportId))).flatMap(({ kind, body }) =>
      kind === 'answer' ? [body] : [],
    )
  expect(await said(police)).toEqual([{ text: '誤報です', by: '架空セキュリティ' }])
  expect(await said(expert), 'it has technical information alone').toEqual([{ text: '誤報です' }])
  const entries = (await readBoard(holder)).threads.flatMap((thread) => thread.entries)
  const own = entries.filter(({ kind }) => kind === 'answer').map(({ by }) => by)
  expect(own, 'the client is told of both').toEqual(['架空セキュリティ', '架空セキュリティ'])
})

test('its programs are told of it by webhook, and of nothing else that bodies do', async () => {
  const other = await personOf(database, '架空の監視会社')
  const receiver = await openReceiver()
  const wish = { url: receiver.url, events: webhookEvents.filer, contentKey: '' }
  expect(await makeWebhook(other, wish, place)).toMatchObject({ shared: expect.any(String) })
  const { holder, acting, reportId, reference } = await asked()
  await mandated(database, holder, other, { ...some })
  const police = { ...(await officer('police')), now: later(4) }
  await asks(police, reportId, ['cause-malware'], 'マルウェアは何ですか')
  await asks(police, reportId, ['cause-malware', 'org-name'], '二つの項目を教えてください')
  await asks(police, reportId, [], '見通しは変わりましたか')
  await lookOf(database)(later(4), { sweep: true })
  const { id: subjectId } = await named(holder, 'マルウェアは何ですか')
  expect(receiver.received.map(({ event }) => [event.type, event.data])).toEqual([
    ['question.asked', { reference, recipient: 'police', subjectId: (await named(holder, texts.route)).id }],
    ['question.asked', { reference, recipient: 'police', subjectId }],
  ])
  const taken = { ...police, now: later(5) }
  expect(await retract(taken, await caseOf(taken, reportId), { question: subjectId, text: '誤りでした' })).toEqual({
    done: 'retracted',
  })
  await lookOf(database)(later(5), { sweep: true })
  expect(receiver.received.slice(2).map(({ event }) => [event.type, event.data['subjectId']])).toEqual([
    ['question.retracted', subjectId],
  ])
  expect(await openNow(acting)).toEqual([texts.route])
})

test('its people are told by mail that something is asked which they may answer, and of nothing else', async () => {
  const { reportId } = await asked()
  const told = async () => {
    await doQueued(database, worldOf(database, null), later(3))
    return database.owner<{ key: string }[]>`
      select n.key from notices n join notice_addresses a on a.id = n.address_id
      where n.event = 'question' and a.account_id = ${vendor.actor.accountId}`
  }
  const before = new Set((await told()).map(({ key }) => key))
  const questions = await database.owner<{ id: string; sections: string[] | null }[]>`
    select id, sections from feedback where report_id = ${reportId} and kind = 'question'`
  const heardOf = questions.filter(({ id }) => before.has(id)).map(({ sections }) => sections)
  expect(heardOf).toEqual([['cause']])
})

test('a vendor that may only answer keeps its own number', async () => {
  const { acting } = await asked()
  expect(await setCard(acting, { ticket: 'INC-0042', label: '' })).toBe(true)
  expect((await readVendorReport(acting)).card.ticket).toBe('INC-0042')
})
