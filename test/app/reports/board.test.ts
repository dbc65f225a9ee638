/** What a reporter does around the board, on a real database. */
import { expect, test } from 'vitest'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { readBoard } from '#app/reports/board/read-board.server.ts'
import { compareRevisions } from '#app/reports/revisions/revisions-page.server.ts'
import { keepCover, listUnsent, restoreAnswer } from '#app/reports/revisions/revisions-restore.server.ts'
import { getSentDelivery, jsonOf, pageOf } from '#app/reports/sending/sent-delivery.server.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import type { Context, Holder } from '#db/context.ts'
import { setPolicy } from '#db/people/recipient-policies.server.ts'
import { listClocks, listEndedClocks } from '#db/reports/clocks.server.ts'
import { listCovers } from '#db/reports/covers.server.ts'
import { canonicalJson } from '#forms/projection.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf, operator, sha256 } from '#test/support/filings.ts'
import { draftOf, later, newReport, night, save, send } from './reports.world.ts'

const database = await testDatabase()

async function filed() {
  const reporter = await newReport(database)
  await save(reporter, { ...hospital, 'report-recipients': ['police', 'jpcert'] })
  await send(reporter)
  return reporter
}

async function caseOf(recipient: string, reporter: Context<Holder>) {
  const actor = await officerOf(database, recipient)
  const officer = { db: database.as(actor), actor, now: later(5) }
  const file = await officer.db.transaction((tx) => findCaseFileOfReport(tx, reporter.actor.reportId, recipient))
  return readCase(officer, file?.id ?? '')
}

const nothing = { from: null, to: null, lens: null }

test('an answer of an older revision comes back into the draft and is marked there as not sent', async () => {
  const reporter = await filed()
  await save(reporter, { 'incident-summary': '別の内容' })
  await send({ ...reporter, now: later(1) }, 1)
  expect(await listUnsent(reporter)).toEqual([])

  const [row] = (await compareRevisions(reporter, { ...nothing, from: '1', to: '2' }, 'ja')).rows
  expect(row).toMatchObject({ item: 'incident-summary', kind: 'changed', after: ['別の内容'], restorable: true })

  await restoreAnswer({ ...reporter, now: later(2) }, 'incident-summary', 1)
  expect((await draftOf(reporter)).answers['incident-summary']).toEqual(hospital['incident-summary'])
  expect(await listUnsent(reporter)).toEqual(['incident-summary'])
  const again = await compareRevisions(reporter, { ...nothing, from: '1', to: '2' }, 'ja')
  expect(again.rows[0]?.restorable).toBe(false)
})

test('what changed and why is written once, reaches who gets the revision, and does not wait for the one after', async () => {
  const reporter = await filed()
  await keepCover(reporter, 'changes', '調査会社の報告を受けて直しました')
  await keepCover(reporter, 'late jpcert some-clock', '連絡がつかなかったため')
  await save(reporter, { 'incident-summary': '別の内容' })
  await send({ ...reporter, now: later(1) }, 1)

  const police = await caseOf('police', reporter)
  expect(police.deliveries.map(({ cover }) => cover)).toEqual([
    undefined,
    { changes: '調査会社の報告を受けて直しました', late: [] },
  ])
  const [, second] = police.deliveries
  const told = second && { cover: second.cover, projection: second.projection }
  expect(second?.line.digest.toString('hex')).toBe(sha256(canonicalJson(told)).toString('hex'))
  const sent = await getSentDelivery(reporter, second?.line.id ?? '')
  expect(pageOf(sent, 'ja').sections[0]).toMatchObject({
    heading: '報告に添えた説明',
    rows: [{ value: ['調査会社の報告を受けて直しました'] }],
  })
  expect(jsonOf(sent)).toMatchObject({ cover: { changes: '調査会社の報告を受けて直しました' } })

  const waiting = await database.as(reporter.actor).transaction((tx) => listCovers(tx, reporter.actor.reportId))
  const reached = (await caseOf('jpcert', reporter)).deliveries.length > 1
  expect([...waiting.keys()]).toEqual(reached ? [] : ['late jpcert some-clock'])
})

test('a note never goes to whom only anonymised information goes', async () => {
  const reporter = await newReport(database)
  await save(reporter, { ...hospital, 'report-recipients': ['police'], 'sharing-consent-expert': true })
  await send(reporter)
  await keepCover(reporter, 'changes', '架空病院の名前を含む説明')
  await save(reporter, { 'incident-summary': '別の内容', 'ioc-hosts': ['c2.attacker.example'] })
  await send({ ...reporter, now: later(1) }, 1)
  const rows = await database.as(reporter.actor).transaction(
    (tx) => tx.sql<{ recipient: string }[]>`
    select distinct recipient from deliveries where report_id = ${reporter.actor.reportId} and revision_number = 2`,
  )
  for (const { recipient } of rows) {
    const { deliveries } = await caseOf(recipient, reporter)
    const last = deliveries.at(-1)
    const anonymised = last?.projection.items.some(({ strength }) => strength === 'anonymised')
    expect([recipient, last?.cover !== undefined && last.cover !== null]).toEqual([recipient, !anonymised])
  }
})

test('a clock that a later report no longer sets ends, and runs again when it is set again', async () => {
  const reporter = await filed()
  const running = () => reporter.db.transaction((tx) => listClocks(tx, reporter.actor.reportId))
  const ended = () => reporter.db.transaction((tx) => listEndedClocks(tx, reporter.actor.reportId))
  const ofCommission = (await running()).filter(({ recipient }) => recipient === 'ppc')
  expect(ofCommission.length).toBeGreaterThan(0)

  await save(reporter, { 'pd-involved': 'no' })
  await save(reporter, { 'incident-summary': '個人データは関係しませんでした' })
  await send({ ...reporter, now: later(1) }, 1)
  expect((await ended()).filter(({ recipient }) => recipient === 'ppc')).toHaveLength(ofCommission.length)
  expect((await running()).filter(({ recipient }) => recipient === 'ppc')).toEqual([])

  await save(reporter, { 'pd-involved': 'yes' })
  await send({ ...reporter, now: later(2) }, 2)
  expect(await ended()).toEqual([])
})

test('a body may be shown later to have opened a report, and nothing else of it is', async () => {
  const holder = await filedHospital(database)
  const desk = await deskOf(database, holder, 'ppc')
  const { line } = (await readCase(desk, desk.id)).deliveries[0] ?? {}
  if (!line) throw new Error('the commission got nothing')
  await openDelivery(desk, line)
  const policy = (openingsAfter: number) =>
    database
      .as(operator)
      .transaction((tx) =>
        setPolicy(tx, { recipient: 'ppc', means: ['passkey'], provider: null, openingsAfter }, night),
      )
  const seen = async (hours: number) => {
    const context = { ...holder, now: later(hours) }
    const row = (await readBoard(context)).rows.find(({ recipient }) => recipient === 'ppc')
    const log = (await readAccess(context)).events.map(({ did, recipients }) => `${did} ${recipients.join(' ')}`)
    return [row?.openedAt !== null, log.includes('delivery-opened ppc'), row?.deliveredAt !== null]
  }
  expect(await seen(0)).toEqual([true, true, true])
  await policy(24)
  expect(await seen(23)).toEqual([false, false, true])
  expect(await seen(24)).toEqual([true, true, true])
  await policy(0)
  expect(await seen(0)).toEqual([true, true, true])
})
