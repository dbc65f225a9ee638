/** Two officers of one body, each with the page of the same case open. */
import { expect, test } from 'vitest'

import { ask } from '#app/feedback/ask.server.ts'
import { retract } from '#app/feedback/retract.server.ts'
import { listFeedback } from '#db/case-files/feedback.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const holder = await filedHospital(database)
const first = await deskOf(database, holder, 'ppc')
const second = await deskOf(database, holder, 'ppc')
const police = await deskOf(database, holder, 'police', '徳島県')
const questions = async () => {
  const all = await holder.db.transaction((tx) => listFeedback(tx, holder.actor.reportId, 'ppc'))
  return all.filter(({ kind }) => kind === 'question')
}
const question = { items: ['cause-route'], text: '侵入経路を教えてください。', due: null }
const meanwhile = (text: string) => ({
  problems: [{ field: 'item', code: 'askedMeanwhile', values: { name: first.actor.name, text } }],
})

test('a colleague’s question about the same item that the page did not show is shown first, and asked nevertheless', async () => {
  await ask(first, first.id, { ...question, items: ['cause-summary', 'cause-route'], shown: '' })
  const again = { ...question, text: '侵入の経路はわかりましたか。' }
  expect(await ask(second, second.id, { ...again, shown: '' })).toEqual(meanwhile(question.text))
  expect(await questions()).toHaveLength(1)

  const [asked] = await questions()
  expect(await ask(second, second.id, { ...again, shown: asked?.id })).toEqual({ done: 'asked' })
  expect(await ask(first, first.id, { ...again, shown: asked?.id }), 'the other way round').toHaveProperty('problems')
})

test('another item, another body, one’s own question and one that was taken back hold nobody up', async () => {
  expect(await ask(second, second.id, { ...question, items: ['impact-safety'], shown: '' })).toEqual({ done: 'asked' })
  expect(await ask(police, police.id, { ...question, shown: '' })).toEqual({ done: 'asked' })
  expect(
    await ask(second, second.id, { ...question, items: ['impact-safety'], text: 'あと一つ。', shown: '' }),
  ).toEqual({
    done: 'asked',
  })
  await ask(first, first.id, { items: [], text: '再開はいつですか。', due: null, shown: '' })
  const general = (await questions()).at(-1)
  expect(await ask(second, second.id, { items: [], text: '再開は。', due: null, shown: '' })).toHaveProperty('problems')
  await retract(first, first.id, { question: general?.id ?? '', text: '電話で聞きました。' })
  expect(await ask(second, second.id, { items: [], text: '再開は。', due: null, shown: '' })).toEqual({ done: 'asked' })
})

test('a long question is quoted by its beginning', async () => {
  const text = '費'.repeat(300)
  await ask(first, first.id, { items: ['impact-services'], text, due: null, shown: '' })
  const answer = await ask(second, second.id, { items: ['impact-services'], text: '費用は。', due: null, shown: '' })
  expect(answer).toEqual(meanwhile(`${'費'.repeat(200)}…`))
})
