import { expect, test } from 'vitest'
import { answerItems } from '#app/feedback/answer-question.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { readBoard } from '#app/reports/board/read-board.server.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import { listFeedback } from '#db/case-files/feedback.server.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'
import { later, newReport, save, send } from './reports.world.ts'

const database = await testDatabase()

test('no answer leaves as long as those who asked cannot be told of it', async () => {
  const reporter = await newReport(database)
  const { reportId } = reporter.actor
  await save(reporter, { ...hospital, 'report-recipients': ['police', 'jpcert'] })
  await send(reporter)
  const asked = { police: ['cause-route'], jpcert: ['impact-safety'], ppc: ['incident-summary'] }
  for (const [recipient, items] of Object.entries(asked)) {
    const actor = await officerOf(database, recipient)
    const officer = { db: database.as(actor), actor, now: later(2) }
    const file = await officer.db.transaction((tx) => findCaseFileOfReport(tx, reportId, recipient))
    expect(await ask(officer, file?.id ?? '', { items, text: '教えてください', due: null })).toEqual({ done: 'asked' })
  }
  const thread = () => reporter.db.transaction((tx) => listFeedback(tx, reportId))
  const told = () => database.owner`select from outbox where payload ->> 'event' = 'answer'`
  const answers = { 'cause-route': 'VPN装置から', 'impact-safety': '救急の受け入れを止めています' }
  const same = { 'incident-summary': hospital['incident-summary'] ?? null }
  const given = { answers: { ...answers, ...same }, consents: ['jpcert impact-safety'], unchanged: '変わりません' }
  const press = () => answerItems({ ...reporter, now: later(3) }, { key: '2'.repeat(32), ...given })

  await database.owner`alter table feedback add constraint broken check (kind <> 'answer') not valid`
  await expect(press()).rejects.toThrow()
  await database.owner`alter table feedback drop constraint broken`
  expect(await readBoard(reporter)).toMatchObject({ report: { revisionNumber: 1 }, questions: [{}, {}, {}] })
  expect([await thread(), await told()]).toMatchObject([{ length: 3 }, { length: 0 }])

  expect(await press()).toMatchObject({ kind: 'sent', number: 2, replayed: false })
  expect(await press(), 'pressed twice').toMatchObject({ kind: 'sent', number: 2, replayed: true })
  expect((await readBoard(reporter)).questions).toEqual([])
  expect((await thread()).filter(({ kind }) => kind === 'answer').map(({ recipient }) => recipient)).toContain('jpcert')
  expect(await told(), 'each of the three once').toHaveLength(3)
})
