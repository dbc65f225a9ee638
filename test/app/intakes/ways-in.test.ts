/** Ways in to a report that end: also for whoever comes in at that very moment. */
import { expect, test } from 'vitest'

import { takeReport } from '#app/accounts/own-report.server.ts'
import { addEntrustor, readEntrustors, startOwnPart } from '#app/entrustors/entrustors.server.ts'
import { giveCode } from '#app/intakes/read-intakes.server.ts'
import { startIntake } from '#app/intakes/start-intake.server.ts'
import { findIntakeDoor, takeOver } from '#db/case-files/intakes.server.ts'
import type { ActingDb, Context, Holder, Officer } from '#db/context.ts'
import { endReportKey } from '#db/organisations/standings.server.ts'
import { findSession, holderEnters, insertSession } from '#db/people/sessions.server.ts'
import { newToken } from '#db/sealing/secrets.server.ts'
import { personOf } from '#test/app/mandates/mandates.world.ts'
import { later, newReport, night } from '#test/app/reports/reports.world.ts'
import { openUntil } from '#test/support/beside.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'

const database = await testDatabase()
const anyone = database.as({ kind: 'anyone' })
const officer = await officerOf(database, 'police', '徳島県')
const police: Context<Officer> = { db: database.as(officer), actor: officer, now: night }
const call = {
  channel: 'phone',
  date: '2026-11-01',
  time: '09:00',
  name: '院長（架空）',
  phone: '088-000-0009',
  language: 'ja',
}

/** As app/http/session.server.ts opens one; whether it is open in the end. */
async function enter(db: ActingDb, reportId: string, intake?: string): Promise<() => Promise<boolean>> {
  const { hash } = newToken()
  const actor = { kind: 'holder', reportId, reference: 'any', ...(intake ? { intake } : {}) } as const
  const entered = await db.transaction(async (tx) => {
    if (!(await holderEnters(tx, { reportId, typed: intake !== undefined }))) return false
    await insertSession(tx, { hash, actor, now: night, expiresAt: later(12) })
    return true
  })
  return async () => entered && (await findSession(database, hash, night)) !== null
}

/** Typed by an officer for a caller, who has a code. */
async function typed() {
  const begun = await startIntake(police, call)
  if ('problems' in begun) throw new Error('the intake was put back')
  await giveCode(police, begun.reference)
  const door = await anyone.transaction((tx) => findIntakeDoor(tx, begun.reference, later(1)))
  if (!door) throw new Error('there is no code')
  const taking = { ...door, secretHash: 'the caller’s own', now: later(1) }
  const actor: Holder = { kind: 'holder', reportId: begun.id }
  const holder: Context<Holder> = { db: database.as(actor), actor, now: night }
  return { holder, takenOver: (db = anyone) => db.transaction((tx) => takeOver(tx, taking)) }
}

test('an officer who goes on typing in the moment in which the caller takes the report over does not come in', async () => {
  const { holder, takenOver } = await typed()
  const coming: { in?: Promise<() => Promise<boolean>> } = {}
  const db = openUntil(database, anyone, () => {
    coming.in = enter(anyone, holder.actor.reportId, officer.officerId)
  })
  expect(await takenOver(db)).toBe(true)
  expect(await (await coming.in)?.()).toBe(false)
})

test('an officer who came in a moment before the caller is out again', async () => {
  const { holder, takenOver } = await typed()
  const taking: { done?: Promise<boolean> } = {}
  const db = openUntil(database, anyone, () => {
    taking.done = takenOver()
  })
  const isIn = await enter(db, holder.actor.reportId, officer.officerId)
  expect([await taking.done, await isIn()]).toEqual([true, false])
})

test('with the report the caller takes over the reports for its parts: the officer is out of these, too', async () => {
  const { holder, takenOver } = await typed()
  await addEntrustor(holder, { name: '架空の委託元', people: null })
  const [entrustor] = (await readEntrustors(holder)).entrustors
  await startOwnPart(holder, entrustor?.id ?? '', 'ja')
  const part = (await readEntrustors(holder)).entrustors[0]?.ownReportId ?? ''
  const isIn = await enter(anyone, part, officer.officerId)
  expect(await isIn()).toBe(true)
  expect(await takenOver()).toBe(true)
  expect([await isIn(), await (await enter(anyone, part, officer.officerId))()]).toEqual([false, false])
})

test('whoever shows the secret in the moment in which the organisation ends it does not come in', async () => {
  const holder = await newReport(database)
  const boss = await personOf(database, '架空の鍵を終える組織')
  const { reportId } = holder.actor
  await takeReport(holder, boss.actor)
  expect(await (await enter(anyone, reportId))()).toBe(true)
  const coming: { in?: Promise<() => Promise<boolean>> } = {}
  const db = openUntil(database, boss.db, () => {
    coming.in = enter(anyone, reportId)
  })
  expect(await db.transaction((tx) => endReportKey(tx, reportId, night))).toBe(true)
  expect(await (await coming.in)?.()).toBe(false)
})
