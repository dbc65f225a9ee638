import { expect, test } from 'vitest'

import { limits } from '#app/case-files/acts/act.ts'
import { askableItems } from '#app/case-files/page/askable-items.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { advise } from '#app/feedback/advise.server.ts'
import { tellRecipient } from '#app/feedback/answer-in-words.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { judge } from '#app/feedback/judge.server.ts'
import { readAsking } from '#app/feedback/read-asking.server.ts'
import { warn } from '#app/feedback/warn.server.ts'
import { countOpenQuestions, itemsAsked, listFeedback, listOpenQuestions } from '#db/case-files/feedback.server.ts'
import { countOpinions } from '#db/case-files/opinions.server.ts'
import { listCaseFilesOfReport } from '#db/reports/board.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { later } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'

const database = await testDatabase()
const holder = await filedHospital(database)
const police = await deskOf(database, holder, 'police', '徳島県')
const commission = await deskOf(database, holder, 'ppc')
const { reportId } = holder.actor

test('an acknowledgement reaches the reporter with the body’s own number, and not with the officer’s name', async () => {
  expect(await acknowledge(police, police.id, { number: '徳サ-311', text: '受け付けました。' })).toEqual({
    done: 'acknowledged',
  })
  const board = await holder.db.transaction((tx) => listCaseFilesOfReport(tx, reportId))
  const line = board.find(({ recipient }) => recipient === 'police')
  expect(line).toMatchObject({ acknowledgementNumber: '徳サ-311', acknowledgedAt: police.now })
  expect(JSON.stringify(board)).not.toContain(police.actor.name)
})

test('an acknowledgement sent again without a number leaves the earlier number on the board', async () => {
  await acknowledge(police, police.id, { number: '', text: '担当が決まりました。' })
  const board = await holder.db.transaction((tx) => listCaseFilesOfReport(tx, reportId))
  expect(board.find(({ recipient }) => recipient === 'police')).toMatchObject({ acknowledgementNumber: '徳サ-311' })
})

test('a number that is too long is put back with what was typed', async () => {
  const result = await acknowledge(police, police.id, { number: '9'.repeat(limits.number + 1), text: '' })
  expect(result).toEqual({ problems: [{ field: 'number', code: 'numberTooLong', values: { max: limits.number } }] })
})

test('a question may be about any item of the form, but not about what the portal fills in or does not know', async () => {
  const question = { text: '教えてください。', due: null }
  for (const items of [['cause-route'], [], ['impact-safety'], ['cause-route', 'cause-summary']]) {
    expect(await ask(police, police.id, { ...question, items })).toEqual({ done: 'asked' })
  }
  for (const item of ['report-date', 'nonsense']) {
    expect(await ask(police, police.id, { ...question, items: ['cause-route', item] })).toMatchObject({
      problems: [{ code: 'itemNotAskable', values: { item } }],
    })
  }
  const { deliveries } = await readCase(police, police.id)
  const nine = deliveries.flatMap(({ projection }) => askableItems(projection).got).slice(0, 9)
  expect(await ask(police, police.id, { ...question, items: nine })).toMatchObject({
    problems: [{ field: 'items', code: 'itemsTooMany' }],
  })
  const open = await holder.db.transaction((tx) => listOpenQuestions(tx, reportId))
  expect(open.map(itemsAsked)).toEqual([['cause-route'], [], ['impact-safety'], ['cause-route', 'cause-summary']])
})

test('an item that only another rule would need is not offered for asking', async () => {
  const { deliveries } = await readCase(commission, commission.id)
  const [first] = deliveries
  if (!first) throw new Error('nothing was delivered')
  const { got, missing, beyond } = askableItems(first.projection)
  expect(got).toContain('pd-subject-count')
  expect(missing).toContain('cause-summary')
  expect([...got, ...missing]).not.toContain('ransom-demand')
  expect(beyond).toContain('ransom-demand')
  expect(got.filter((item) => missing.includes(item))).toEqual([])
})

test('an answer can be wanted today or later, not yesterday and not on the 31st of February', async () => {
  const question = { items: [], text: 'いつ再開しますか。' }
  expect(await ask(police, police.id, { ...question, due: '2026-10-31' })).toMatchObject({
    problems: [{ code: 'duePast' }],
  })
  expect(await ask(police, police.id, { ...question, due: '2027-02-31' })).toMatchObject({
    problems: [{ code: 'dueInvalid' }],
  })
  expect(await ask(police, police.id, { ...question, due: '2026-11-01' })).toEqual({ done: 'asked' })
})

test('one body does not read what another one says or asks', async () => {
  await advise(commission, commission.id, { text: '委員会からの助言', tlp: 'TLP:AMBER' })
  const mine = (await readCase(commission, commission.id)).feedback
  expect(mine.map(({ kind }) => kind)).toEqual(['advice'])
  const theirs = (await readCase(police, police.id)).feedback
  expect(JSON.stringify(theirs)).not.toContain('委員会からの助言')
  const all = await holder.db.transaction((tx) => listFeedback(tx, reportId))
  expect(new Set(all.map(({ recipient }) => recipient))).toEqual(new Set(['police', 'ppc']))
})

test('advice says how far it may be passed on', async () => {
  expect(await advise(police, police.id, { text: '初期化しないでください。', tlp: 'TLP:PINK' })).toMatchObject({
    problems: [{ code: 'tlpMissing' }],
  })
  expect(await advise(police, police.id, { text: '', tlp: 'TLP:GREEN' })).toMatchObject({
    problems: [{ code: 'adviceMissing' }],
  })
  expect(await advise(police, police.id, { text: '初期化しないでください。', tlp: 'TLP:GREEN' })).toEqual({
    done: 'advised',
  })
})

test('a warning says when it was issued and where it can be read, and never an address that is none', async () => {
  const issued = { on: '2026-10-31', url: 'https://www.example.go.jp/alert', reference: '', text: '' }
  for (const [wrong, code] of [
    [{ on: '2026-11-09' }, 'issuedLater'],
    [{ on: '' }, 'issuedInvalid'],
    [{ url: '' }, 'issuedNowhere'],
    [{ url: 'javascript:alert(1)' }, 'urlInvalid'],
  ] as const) {
    expect(await warn(police, police.id, { ...issued, ...wrong })).toMatchObject({ problems: [{ code }] })
  }
  expect(await warn(police, police.id, issued)).toEqual({ done: 'warned' })
  const thread = await holder.db.transaction((tx) => listFeedback(tx, reportId, 'police'))
  expect(thread.at(-1)).toMatchObject({ kind: 'warning', body: { issued: { on: '2026-10-31', url: issued.url } } })
})

test('the reporter says what was useful, may change it, and each body learns it of its own words only', async () => {
  const [advice] = (await readCase(commission, commission.id)).feedback.filter(({ kind }) => kind === 'advice')
  await judge(holder, advice?.id ?? '', true)
  await judge(holder, advice?.id ?? '', false)
  const opinions = async (desk: typeof police) => (await readAsking(desk, reportId)).opinions
  expect([...(await opinions(commission))]).toEqual([[advice?.id, false]])
  expect([...(await opinions(police))]).toEqual([])
  expect(await commission.db.transaction((tx) => countOpinions(tx, { from: commission.now, until: later(1) }))).toEqual(
    {
      useful: 0,
      notUseful: 1,
    },
  )

  const [question] = (await readCase(police, police.id)).feedback.filter(({ kind }) => kind === 'question')
  await expect(judge(holder, question?.id ?? '', true)).rejects.toMatchObject({ code: 'notFound' })
})

test('a body sees how many questions wait for the reporter from everybody, and nobody else does', async () => {
  const waiting = async (desk: typeof police) => (await readAsking(desk, reportId)).waiting
  const before = await waiting(police)
  await ask(commission, commission.id, { items: [], text: '何人が確認していますか。', due: null })
  expect(await waiting(police)).toBe(before + 1)
  expect(await waiting(commission)).toBe(before + 1)
  const stranger = await officerOf(database, 'fsa')
  const elsewhere = await officerOf(database, 'police', '東京都')
  for (const actor of [stranger, elsewhere]) {
    const count = await database.as(actor).transaction((tx) => countOpenQuestions(tx, reportId))
    expect(count).toBe(0)
  }
})

test('of two officers who acknowledge a case from pages they opened before, one is told that it was done', async () => {
  const own = await filedHospital(database)
  const desks = [await deskOf(database, own, 'ppc'), await deskOf(database, own, 'ppc')]
  const first = { text: '', first: true }
  const results = await Promise.all(
    desks.map((desk, at) => acknowledge(desk, desk.id, { ...first, number: `個情-${at}` })),
  )
  expect(results).toContainEqual({ done: 'acknowledged' })
  expect(results).toContainEqual({ problems: [{ field: 'number', code: 'acknowledgedBefore' }] })
  const [desk] = desks
  if (!desk) throw new Error('no desk')
  const again = { number: '個情-9', text: '', first: false }
  expect(await acknowledge(desk, desk.id, again), 'sent again knowingly').toEqual({ done: 'acknowledged' })
})

test('a button pressed twice says a thing once; the same words a minute later, or by a colleague, are said again', async () => {
  const own = await filedHospital(database)
  const desk = await deskOf(database, own, 'police', '徳島県')
  const threads = () => own.db.transaction((tx) => listFeedback(tx, own.actor.reportId, 'police'))
  const question = { items: ['cause-route'], text: '侵入経路を教えてください。', due: null }
  await Promise.all([1, 2].map(() => acknowledge(desk, desk.id, { number: '徳サ-312', text: '' })))
  const clicks = [1, 2, 3].map(() => ask(desk, desk.id, question))
  expect(await Promise.all(clicks)).toEqual([1, 2, 3].map(() => ({ done: 'asked' })))
  await ask(desk, desk.id, { ...question, items: [] })
  const words = { text: '遮断を続けてください。', tlp: 'TLP:AMBER' }
  await Promise.all([advise(desk, desk.id, words), advise(desk, desk.id, words)])
  await Promise.all([1, 2].map(() => tellRecipient(own, 'police', '担当が決まりました。')))
  const kinds = (await threads()).map(({ kind }) => kind).toSorted()
  expect(kinds).toEqual(['acknowledgement', 'advice', 'message', 'question', 'question'])

  const colleague = { ...desk.actor, officerId: (await officerOf(database, 'police', '徳島県')).officerId }
  await ask({ ...desk, actor: colleague, db: database.as(colleague) }, desk.id, question)
  await ask({ ...desk, now: new Date(desk.now.getTime() + 60_000) }, desk.id, question)
  expect((await threads()).filter(({ item }) => item === 'cause-route')).toHaveLength(3)
})
