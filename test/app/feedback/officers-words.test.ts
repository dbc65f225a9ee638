import { expect, test } from 'vitest'

import { askableItems } from '#app/case-files/askable-items.ts'
import { limits } from '#app/case-files/act.ts'
import { readCase } from '#app/case-files/read-case.server.ts'
import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { advise } from '#app/feedback/advise.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { listCaseFilesOfReport } from '#db/board.server.ts'
import { listFeedback, listOpenQuestions } from '#db/feedback.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { testDatabase } from '#test/support/database.ts'

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

test('a question may be about what the body has or may have, and about nothing else', async () => {
  const question = { text: '教えてください。', due: null }
  expect(await ask(police, police.id, { ...question, item: 'cause-route' })).toEqual({ done: 'asked' })
  expect(await ask(police, police.id, { ...question, item: null })).toEqual({ done: 'asked' })
  for (const item of ['impact-safety', 'pd-items', 'sharing-tlp', 'nonsense']) {
    expect(await ask(police, police.id, { ...question, item })).toMatchObject({
      problems: [{ code: 'itemNotAskable' }],
    })
  }
  const open = await holder.db.transaction((tx) => listOpenQuestions(tx, reportId))
  expect(open.map(({ item }) => item)).toEqual(['cause-route', null])
})

test('an item that only another rule would need is not offered for asking', async () => {
  const { deliveries } = await readCase(commission, commission.id)
  const [first] = deliveries
  if (!first) throw new Error('nothing was delivered')
  const { got, missing } = askableItems(first.projection)
  expect(got).toContain('pd-subject-count')
  expect(missing).toContain('cause-summary')
  expect([...got, ...missing]).not.toContain('ransom-demand')
  expect(got.filter((item) => missing.includes(item))).toEqual([])
})

test('an answer can be wanted today or later, not yesterday and not on the 31st of February', async () => {
  const question = { item: null, text: 'いつ再開しますか。' }
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
    problems: [{ code: 'textMissing' }],
  })
  expect(await advise(police, police.id, { text: '初期化しないでください。', tlp: 'TLP:GREEN' })).toEqual({
    done: 'advised',
  })
})
