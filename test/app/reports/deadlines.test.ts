/** Reminders, the calendar and the access log, on a real database. */
import { expect, test } from 'vitest'
import { openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import {
  chooseReminders,
  closeCalendar,
  openCalendar,
  readDeadlines,
} from '#app/reports/calendar/calendar-page.server.ts'
import { withdrawReport } from '#app/reports/withdraw-report.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import { insertNote } from '#db/case-files/notes.server.ts'
import { listAccess, checkChain } from '#db/reports/access-log.server.ts'
import { readCalendar } from '#db/reports/calendars.server.ts'
import { claimReminders } from '#db/reports/reminders.server.ts'
import { listDeliveries } from '#db/submissions/deliveries.server.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'
import { later, newReport, night, save, send } from './reports.world.ts'

const database = await testDatabase()
const worker = { kind: 'worker' } as const

async function filed() {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  await send(reporter)
  return reporter
}

type Reporter = Awaited<ReturnType<typeof filed>>

/** The final report to the commission is due on 30 November, counted from the first. */
async function remindedOfFinal(reporter: Reporter, days: number): Promise<Date> {
  const { owed } = await readDeadlines(reporter)
  const final = owed.find(({ recipient, report }) => recipient === 'ppc' && report === 'final')
  await chooseReminders(reporter, [`ppc ${final?.clock} ${days}`])
  return final?.cautiousAt ?? final?.dueAt ?? night
}

const claim = (now: Date) => database.as(worker).transaction((tx) => claimReminders(tx, now))
const daysBefore = (due: Date, days: number, hour: number) =>
  new Date(
    Date.parse(
      `${new Date(due.getTime() + 9 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10)}T00:00:00+09:00`,
    ) +
      hour * 3_600_000,
  )

test('a reminder is due at nine in Japan on the chosen day, once', async () => {
  const reporter = await filed()
  const due = await remindedOfFinal(reporter, 3)
  expect(await claim(daysBefore(due, 3, 8.9))).toEqual([])
  expect(await claim(daysBefore(due, 3, 9))).toEqual([reporter.actor.reportId])
  expect(await claim(daysBefore(due, 3, 10))).toEqual([])
  expect((await readDeadlines(reporter)).owed.find(({ report }) => report === 'final')?.remindDays).toEqual([3])
})

test('nobody is reminded of what is done, gone or past', async () => {
  const [done, gone, past, withdrawn] = [await filed(), await filed(), await filed(), await filed()]
  const due = await remindedOfFinal(done, 1)
  await save(done, { 'report-phase': 'final' })
  await send({ ...done, now: later(1) }, 1)
  await remindedOfFinal(gone, 1)
  await save(gone, { 'pd-involved': 'no', 'incident-summary': '個人データは関係しませんでした' })
  await send({ ...gone, now: later(1) }, 1)
  await remindedOfFinal(withdrawn, 1)
  await withdrawReport({ ...withdrawn, now: later(1) }, { message: '誤報でした', plain: '' })
  await remindedOfFinal(past, 1)
  expect(await claim(new Date(due.getTime() + 1000))).toEqual([])
  expect(await claim(daysBefore(due, 1, 9))).toEqual([past.actor.reportId])
})

test('a calendar shows days to whoever knows its address, and nothing once it is ended', async () => {
  const reporter = await filed()
  await openCalendar(reporter)
  const { calendar } = await readDeadlines(reporter)
  const read = await readCalendar(database, calendar ?? '')
  expect(read?.language).toBe('ja')
  expect(read?.days.length).toBeGreaterThan(0)
  for (const day of read?.days ?? []) expect(Object.keys(day).toSorted()).toEqual(['dueAt', 'id'])
  expect(JSON.stringify(read)).not.toMatch(/ppc|police/)

  await openCalendar(reporter)
  expect(await readCalendar(database, calendar ?? '')).toBeNull()
  const fresh = (await readDeadlines(reporter)).calendar ?? ''
  expect((await readCalendar(database, fresh))?.days.map(({ id }) => id)).not.toEqual(read?.days.map(({ id }) => id))
  await closeCalendar(reporter)
  expect(await readCalendar(database, fresh)).toBeNull()
})

test('the access log names the body and never the person, and keeps what a body does inside', async () => {
  const reporter = await filed()
  const { reportId } = reporter.actor
  const actor = await officerOf(database, 'police')
  const officer = { db: database.as(actor), actor, now: later(1) }
  await officer.db.transaction(async (tx) => {
    const file = await findCaseFileOfReport(tx, reportId, 'police')
    await insertNote(tx, { caseFileId: file?.id ?? '', text: 'x', now: later(1) })
    await recordAudit(tx, { reportId, did: 'case.noted', now: later(1) })
  })
  const [delivery] = await officer.db.transaction((tx) => listDeliveries(tx, reportId, 'police'))
  if (!delivery) throw new Error('nothing was delivered')
  await openDelivery(officer, delivery)

  const { events, chain } = await readAccess({ ...reporter, now: later(2) })
  expect(events[0]).toMatchObject({ did: 'delivery-opened', role: 'officer', recipients: ['police'], revision: 1 })
  expect(JSON.stringify(events)).not.toContain(actor.officerId)
  expect(events.some(({ did }) => did === 'case-noted')).toBe(false)
  expect(chain).toMatchObject({ brokenAt: null, lines: events[0]?.sequence })

  for (const stranger of [actor, worker, (await filed()).actor]) {
    const seen = await database
      .as(stranger)
      .transaction(async (tx) => [await listAccess(tx, reportId), await checkChain(tx, reportId)])
    expect(seen).toEqual([[], null])
  }
})

test('a changed, a cut and a lost line of the chain are each noticed on the page', async () => {
  const reporter = await filed()
  const { reportId } = reporter.actor
  const { owner } = database
  const broken = async () => (await readAccess(reporter)).chain?.brokenAt
  await owner`update audit set did = 'report.opened' where report_id = ${reportId} and sequence = 1`
  expect(await broken()).toBe(1)
  await owner`update audit set did = 'report.started' where report_id = ${reportId} and sequence = 1`
  expect(await broken()).toBeNull()
  await owner`delete from audit where report_id = ${reportId} and sequence = 2`
  expect(await broken()).toBe(2)
  await owner`update audit_heads set sequence = 1 where report_id = ${reportId}`
  expect(await broken()).toBe(2)
})
