/** Withdrawing a consent, on a real database: what is not sent stays, what has left is told. */
import { expect, test } from 'vitest'
import { readAccess } from '#app/reports/access-log.server.ts'
import { readConsents, withdrawConsent } from '#app/reports/preview/consent-page.server.ts'
import { listFeedback } from '#db/case-files/feedback.server.ts'
import { listDeliveries } from '#db/submissions/deliveries.server.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { testDatabase } from '#test/support/database.ts'
import { draftOf, later, newReport, save, send } from './reports.world.ts'

const database = await testDatabase()
const kind = 'sharing-consent-expert'
const technical = { ...hospital, [kind]: true, 'ioc-hosts': ['c2.attacker.example'] }

async function shared() {
  const reporter = await newReport(database)
  await save(reporter, technical)
  await send(reporter)
  return reporter
}
type Reporter = Awaited<ReturnType<typeof shared>>

const sentTo = async ({ db, actor }: Reporter) =>
  (await db.transaction((tx) => listDeliveries(tx, actor.reportId))).map(
    ({ recipient, revisionNumber }) => `${recipient} ${revisionNumber}`,
  )
const stateOf = async (reporter: Reporter) => (await readConsents(reporter)).find((one) => one.kind === kind)

test('a withdrawn consent sends nothing more, shows what has left, tells those who have it, and is recorded', async () => {
  const reporter = await shared()
  const before = await stateOf(reporter)
  expect(before).toMatchObject({ said: 'yes', records: [{ given: true, version: '2026-10-1', revision: 1 }] })
  const reached = before?.left.map(({ recipient }) => recipient) ?? []
  expect(reached.length).toBeGreaterThan(0)

  const press = (hours: number) => withdrawConsent({ ...reporter, now: later(hours) }, kind, '撤回しました')
  await Promise.all([press(1), press(1)]) // pressed twice
  await press(2) // and once more, on a page from before
  expect((await draftOf(reporter)).answers[kind]).toBe(false)
  const after = await stateOf(reporter)
  expect(after?.said).toBe('no')
  expect(after?.records.map(({ given, revision }) => [given, revision])).toEqual([
    [true, 1],
    [false, null],
  ])
  expect(after?.left.map(({ recipient }) => recipient)).toEqual(reached)
  const told = await reporter.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(told.map(({ recipient }) => recipient).toSorted()).toEqual(reached.toSorted())

  await save(reporter, { 'incident-summary': '別の内容', 'ioc-hosts': ['c3.attacker.example'] })
  await send({ ...reporter, now: later(3) }, 1)
  const second = (await sentTo(reporter)).filter((line) => line.endsWith(' 2'))
  expect(second.length).toBeGreaterThan(0)
  for (const recipient of reached) expect(second).not.toContain(`${recipient} 2`)
  expect((await readAccess(reporter)).events.filter(({ did }) => did === 'consent-withdrawn')).toHaveLength(1)
})

test('a consent is not withdrawn as long as nobody can be told', async () => {
  const reporter = await shared()
  const press = () => withdrawConsent({ ...reporter, now: later(1) }, kind, '撤回しました')
  await database.owner`alter table feedback add constraint broken check (kind <> 'message') not valid`
  await expect(press()).rejects.toThrow()
  await database.owner`alter table feedback drop constraint broken`
  expect((await draftOf(reporter)).answers[kind]).toBe(true)
  await press()
  expect(await reporter.db.transaction((tx) => listFeedback(tx, reporter.actor.reportId))).not.toHaveLength(0)
})

test('without a consent nothing has left because of it', async () => {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  await send(reporter)
  expect(await stateOf(reporter)).toMatchObject({ said: 'no', left: [] })
})
