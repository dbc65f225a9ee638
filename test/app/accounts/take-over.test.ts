/** A report of nobody's goes to an account or an organisation: what its recipients, its key and its mandates become. */
import { describe, expect, test } from 'vitest'

import { endKey, takeReport } from '#app/accounts/own-report.server.ts'
import { closeCase } from '#app/case-files/acts/close.server.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { startReports } from '#app/console/start-vendor-report.server.ts'
import { takeDelivery } from '#app/deliveries/take-delivery.server.ts'
import { jsonOf } from '#app/deliveries/taken-copy.ts'
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { withdrawReport } from '#app/reports/withdraw-report.server.ts'
import { deleteExpiredRecords } from '#app/retention/delete-expired.server.ts'
import { holdCase, holdReport, liftHold } from '#app/retention/legal-holds.server.ts'
import type { Context, Holder, Member, Officer, Operator } from '#db/context.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { setNeedsApproval } from '#db/organisations/approval-rule.server.ts'
import { markVerified } from '#db/organisations/organisations.server.ts'
import { listLegalHolds } from '#db/retention/legal-holds.server.ts'
import { deskOf } from '#test/app/case-files/desk.world.ts'
import { everything, mandated, personOf, seatOf } from '#test/app/mandates/mandates.world.ts'
import { later, newReport, night, save, send } from '#test/app/reports/reports.world.ts'
import { openReceiver } from '#test/app/webhooks/receiver.ts'
import { administratorOf, endpoint, forget, lookOf, memberOf } from '#test/app/webhooks/webhooks.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf, operator } from '#test/support/filings.ts'

const database = await testDatabase()
const answers = hospital.answers(storyClock(night))
const taker = await personOf(database, '架空の引き継ぐ病院')
const into = ({ actor: { accountId, organisationId } }: Context<Member>) => ({ accountId, organisationId })
const worker = database.as({ kind: 'worker' })
const look = lookOf(database)
const seconds = (count: number) => new Date(night.getTime() + count * 1_000)

async function sentReport(told = {}) {
  const holder = await newReport(database)
  await save(holder, { ...answers, ...told })
  await send(holder)
  return holder
}

/** What a body sees of it, on its page and in a copy. */
async function seenBy(recipient: string, { actor: { reportId } }: Context<Holder>) {
  const [file] = await database.owner<{ id: string }[]>`
    select id from case_files where report_id = ${reportId} and recipient = ${recipient}`
  const actor = await officerOf(database, recipient)
  const context = { db: database.as(actor), actor, now: later(3) }
  const { standings, fit, deliveries } = await readCase(context, file?.id ?? '')
  const digests = deliveries.map(({ line }) => line.digest.toString('hex'))
  const copy = await takeDelivery(context, deliveries.at(-1)?.line.id ?? '', 'json')
  const text = JSON.stringify([deliveries, jsonOf(copy)])
  return { now: standings[0]?.standing ?? 'guest', fit, digests, copied: jsonOf(copy).sending.standing, text }
}

describe('a report that recipients have already', async () => {
  const holder = await sentReport()
  const before = await seenBy('ppc', holder)

  test('goes to an organisation: they see who stands behind it, and what was sent is what it was', async () => {
    expect(before).toMatchObject({ now: 'guest', fit: null, copied: { how: 'guest' } })
    expect(await takeReport({ ...holder, now: later(1) }, into(taker))).toBe(true)
    const after = await seenBy('ppc', holder)
    expect(after).toMatchObject({
      now: 'unverified',
      fit: null,
      copied: { how: 'unverified' },
      digests: before.digests,
    })
    const { events, chain } = await readAccess(holder)
    expect([events.map(({ did }) => did).includes('report-taken-over'), chain?.brokenAt]).toEqual([true, null])
  })

  test('and is verified later: they hear whether it is the one that the answers name', async () => {
    const corporateNumber = String(answers['org-corporate-number'])
    const { organisationId } = taker.actor
    await worker.transaction((tx) => markVerified(tx, organisationId, { way: 'letter', corporateNumber }, later(2)))
    expect(await seenBy('ppc', holder)).toMatchObject({ now: 'verified', fit: 'same', copied: { fit: 'same' } })
    const other = await sentReport({ 'org-corporate-number': '9999900011443' })
    const unnumbered = await sentReport({ 'org-corporate-number': 'none' })
    for (const one of [other, unnumbered]) await takeReport(one, into(taker))
    expect(await seenBy('ppc', other)).toMatchObject({ now: 'verified', fit: 'other', copied: { fit: 'other' } })
    expect(await seenBy('ppc', unnumbered)).toMatchObject({ now: 'verified', fit: 'uncompared' })
    // One that is told the name and no number hears the same yes or no, and no number.
    const [fits, copies] = [[], []] as [unknown[], string[]]
    for (const one of [holder, other, unnumbered]) {
      const { fit, copied, text } = await seenBy('jpcert', one)
      fits.push([fit, 'fit' in copied && copied.fit])
      copies.push(text)
    }
    expect(fits).toEqual([
      ['same', 'same'],
      ['other', 'other'],
      ['uncompared', 'uncompared'],
    ])
    expect(copies.join()).toContain(String(answers['org-name']))
    expect(copies.join()).not.toMatch(new RegExp(`${corporateNumber}|9999900011443`))
  })

  test('goes to nobody else from there, whoever asks, and says no more than to a stranger', async () => {
    const late = await personOf(database, '架空の二人目')
    expect(await takeReport(holder, into(late))).toBe(false)
    const unknown = { accountId: late.actor.accountId, organisationId: taker.actor.organisationId }
    expect(await takeReport(holder, unknown)).toBe(false)
  })

  test('is held to the second person that the organisation wants, by its key, too, until that is ended', async () => {
    await taker.db.transaction((tx) => setNeedsApproval(tx, taker.actor.organisationId, true))
    await save(holder, { 'incident-summary': '復旧しました。', 'report-phase': 'interim' })
    expect(await send(holder, 1)).toEqual({ kind: 'waits' })
    await taker.db.transaction((tx) => setNeedsApproval(tx, taker.actor.organisationId, false))
    expect(await endKey(holder)).toBe(true)
    expect(await endKey(holder)).toBe(false)
  })
})

test('a body hears that it became known since who reports, each time, and not of what stood there when the report came', async () => {
  await forget(database)
  const body = await administratorOf(database, 'jpcert', night)
  const receiver = await openReceiver()
  await endpoint(body, receiver.url)
  const member = await memberOf(database, night)
  const { accountId, organisationId } = member.actor
  const holder = await sentReport()
  await look(seconds(1))
  await takeReport({ ...holder, now: seconds(2) }, { accountId, organisationId })
  await look(seconds(3))
  const number = { way: 'operator', corporateNumber: '2999900014329' } as const
  await worker.transaction((tx) => markVerified(tx, organisationId, number, seconds(4)))
  await look(seconds(5))
  await look(seconds(300), { sweep: true })
  const told = receiver.received.map(({ event }) => event.type)
  expect(told).toEqual(['delivery.received', 'reporter.changed', 'reporter.changed'])
  const { id: caseFileId } = await deskOf(database, holder, 'jpcert')
  expect(receiver.received.at(-1)?.event).toEqual({
    type: 'reporter.changed',
    timestamp: seconds(4).toISOString(),
    data: { recipient: 'jpcert', reference: holder.reference, caseFileId },
  })

  const own = await newReport(database)
  await takeReport(own, { accountId, organisationId })
  await save({ ...own, now: seconds(300) }, answers)
  await send({ ...own, now: seconds(300) })
  await look(seconds(301), { sweep: true })
  expect(receiver.received.map(({ event }) => event.type).slice(3)).toEqual(['delivery.received'])
})

test('of two who take it at once, one has it', async () => {
  const holder = await newReport(database)
  const both = await Promise.all(['甲', '乙'].map((name) => personOf(database, `架空の${name}`)))
  const took = await Promise.all(both.map((one) => takeReport(holder, into(one))))
  expect(took.toSorted()).toEqual([false, true])
})

test('only an administrator or an editor takes a report into an organisation', async () => {
  const other = await personOf(database, '架空の閲覧だけの組織')
  const { accountId } = taker.actor
  const { organisationId } = other.actor
  const holder = await newReport(database)
  for (const [role, taken] of [
    ['reader', false],
    ['approver', false],
    ['editor', true],
  ] as const) {
    await worker.transaction((tx) => insertMembership(tx, { accountId, organisationId, role, now: night }))
    expect(await takeReport(holder, { accountId, organisationId }), role).toBe(taken)
  }
})

test('a withdrawn report can be taken over, and its recipients still see whose it was', async () => {
  const holder = await sentReport()
  await withdrawReport(holder, { message: 'x', plain: 'x' })
  expect(await takeReport(holder, into(taker))).toBe(true)
  expect((await seenBy('ppc', holder)).now).toBe('verified')
})

const month = (count: number) => later(24 * 31 * count)
const forgotten = (now: Date) => deleteExpiredRecords({ db: worker, actor: { kind: 'worker' }, now })
const caseOf = async ({ actor: { reportId } }: Context<Holder>) =>
  database.owner`
    select closed_at, closed_reason, updated_at, due_at, stage from case_files
    where report_id = ${reportId} and recipient = 'jpcert'`

const reportsLeft = async (...reports: Context<Holder>[]) =>
  (await database.owner`select from reports where id in ${database.owner(reports.map((one) => one.actor.reportId))}`)
    .length

/** A report whose cases are all closed, and one body holds its own back. */
async function heldAtABody() {
  const deskless = await sentReport()
  const { actor, db } = await deskOf(database, deskless, 'mhlw')
  const context: Context<Officer> = { db, actor, now: night }
  const about = { reportId: deskless.actor.reportId, reference: deskless.reference }
  expect(await holdCase(context, about, '捜査のため')).toEqual([])
  const [hold] = await db.transaction((tx) => listLegalHolds(tx, about.reportId))
  await database.owner`update case_files set closed_at = ${night}, closed_reason = 'resolved' where report_id = ${about.reportId}`
  return { deskless, kept: { context, holdId: hold?.id ?? '' } }
}

describe('what others decided about a report before it was taken over', () => {
  test('a legal hold goes on: it is deleted by nobody, and whoever set it lifts it', async () => {
    const holder = await newReport(database)
    const operating: Context<Operator> = { db: database.as(operator), actor: operator, now: night }
    expect(await holdReport(operating, holder.reference, '訴訟のため')).toEqual([])
    const { deskless, kept } = await heldAtABody()
    for (const one of [holder, deskless]) {
      expect(await takeReport({ ...one, now: later(1) }, into(taker))).toBe(true)
      expect(await endKey({ ...one, now: later(1) })).toBe(true)
    }
    await forgotten(month(100))
    expect(await reportsLeft(holder, deskless)).toBe(2)
    expect((await seenBy('mhlw', deskless)).now).toBe('verified')

    const [hold] = await operating.db.transaction((tx) => listLegalHolds(tx, holder.actor.reportId))
    expect(await liftHold(operating, hold?.id ?? '', '終わった')).toEqual([])
    expect(await liftHold(kept.context, kept.holdId, '終わった')).toEqual([])
    await forgotten(month(100))
    await forgotten(month(200))
    expect(await reportsLeft(holder, deskless)).toBe(0)
  })

  test('a closed case stays closed and its time runs on; the body sees who stands behind it, until its record is gone', async () => {
    await forget(database)
    const receiver = await openReceiver()
    await endpoint(await administratorOf(database, 'jpcert', night), receiver.url)
    const [holder, gone] = [await sentReport(), await sentReport()]
    for (const one of [holder, gone]) {
      const desk = await deskOf(database, one, 'jpcert')
      expect(await closeCase(desk, desk.id, { reason: 'resolved', text: '' })).toEqual({ done: 'closed' })
    }
    const before = await caseOf(holder)
    await database.owner`update case_files set deleted_at = ${night} where report_id = ${gone.actor.reportId}`
    for (const one of [holder, gone]) expect(await takeReport({ ...one, now: later(1) }, into(taker))).toBe(true)
    expect(await caseOf(holder)).toEqual(before)
    expect(await seenBy('jpcert', holder)).toMatchObject({ now: 'verified', fit: 'same' })
    await look(later(1), { sweep: true })
    const changed = receiver.received.filter(({ event }) => event.type === 'reporter.changed')
    expect(changed.map(({ event }) => event.data['reference'])).toEqual([holder.reference])
  })
})

test('a mandate that its holder gave goes with it, and a report that a vendor began is nobody’s to take', async () => {
  const vendor = await personOf(database, '架空セキュリティ')
  const holder = await newReport(database)
  await mandated(database, holder, vendor)
  expect(await takeReport(holder, into(taker))).toBe(true)
  expect(await seatOf(vendor, holder.reference, later(1))).not.toBeNull()

  const client = await personOf(database, '架空のお客様')
  const { mandateId } = await mandated(database, client, vendor, everything)
  const { accountId, organisationId } = vendor.actor
  const actor = { kind: 'vendor', accountId, organisationId, mandateIds: [mandateId] } as const
  const begun = [mandateId, null].map((one) => ({
    mandateId: one,
    card: { ticket: '', label: '' },
    answers: {},
    language: 'ja' as const,
  }))
  const started = await startReports({ db: database.as(actor), actor, now: night }, 'x', begun)
  const asMember = (reportId: string) => ({ ...vendor, actor: { ...vendor.actor, reportId } })
  const taken = await Promise.all(started.map(({ id }) => takeReport(asMember(id), into(vendor))))
  expect(taken).toEqual([false, false])
})
