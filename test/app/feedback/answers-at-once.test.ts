/** Who asked, and who answers, at the same moment. */
import { expect, test } from 'vitest'

import { answerInWords } from '#app/feedback/answer-in-words.server.ts'
import { answerItems } from '#app/feedback/answer-question.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { retract } from '#app/feedback/retract.server.ts'
import { listFeedback, retractQuestion, type Feedback } from '#db/case-files/feedback.server.ts'
import { findRevision } from '#db/reports/revisions.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { somebodyWaits, testDatabase } from '#test/support/database.ts'

const database = await testDatabase()

async function asked(items: readonly string[] = []) {
  const holder = await filedHospital(database)
  const desk = await deskOf(database, holder, 'police', '徳島県')
  await ask(desk, desk.id, { items, text: 'いつ気付きましたか。', due: null })
  const thread = () => holder.db.transaction((tx) => listFeedback(tx, holder.actor.reportId, 'police'))
  const question = (await thread()).at(-1) as Feedback // as it was just asked
  return { holder, desk, question, thread, kinds: async () => (await thread()).map(({ kind }) => kind) }
}

/** All of it begins before anything of it is said. */
async function atOnce<T>(...acts: readonly (() => Promise<T>)[]) {
  const { begun } = await database.owner.begin(async (sql) => {
    await sql`lock table feedback in share row exclusive mode`
    const running = acts.map((act) => act())
    await somebodyWaits(database, acts.length)
    return { begun: running }
  })
  return Promise.allSettled(begun)
}

test('an answer in words that is pressed twice at once is given once, and neither press is refused', async () => {
  const { holder, question, kinds } = await asked()
  const press = () => answerInWords(holder, question.id, '午前三時です。')
  const pressed = await atOnce(press, press)
  expect(pressed.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  expect(await kinds()).toEqual(['question', 'answer'])
})

test('of two people who answer at once with other words one has answered, and the other is told', async () => {
  const { holder, question, kinds } = await asked()
  const pressed = await atOnce(
    () => answerInWords(holder, question.id, '午前三時です。'),
    () => answerInWords(holder, question.id, '夜です。'),
  )
  expect(pressed.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await kinds()).toEqual(['question', 'answer'])
})

test('an answer that changes nothing of what was sent is told once, however often it is pressed at once', async () => {
  const { holder, kinds } = await asked(['incident-summary'])
  const sent = await holder.db.transaction((tx) => findRevision(tx, holder.actor.reportId, 1))
  const same = { 'incident-summary': sent?.answers['incident-summary'] ?? null }
  const given = { key: '3'.repeat(32), answers: same, consents: [], unchanged: '変わりません' }
  const pressed = await atOnce(
    () => answerItems(holder, given),
    () => answerItems(holder, given),
  )
  expect(pressed.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  expect(await kinds()).toEqual(['question', 'answer'])
})

test('what is taken back in this moment is not answered, and who answers is told', async () => {
  const { holder, desk, question, kinds } = await asked()
  const { answering } = await desk.db.transaction(async (tx) => {
    await retractQuestion(tx, question, '電話で聞きました。', desk.now)
    const begun = answerInWords(holder, question.id, '午前三時です。').catch((error: unknown) => error)
    await somebodyWaits(database)
    return { answering: begun }
  })
  expect(await answering).toMatchObject({ code: 'notFound' })
  expect(await kinds()).toEqual(['question', 'retraction'])
})

test('what is answered in this moment is not taken back, and nothing is left of the wish', async () => {
  const { holder, desk, question, kinds } = await asked()
  const wish = { question: question.id, text: '電話で聞きました。' }
  const both = await atOnce<unknown>(
    () => answerInWords(holder, question.id, '午前三時です。'),
    () => retract(desk, desk.id, wish),
  )
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await kinds()).toHaveLength(2)
})
