import { describe, expect, test } from 'vitest'

import { readCase } from '#app/case-files/page/read-case.server.ts'
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import { readPassings } from '#app/hand-overs/read-passings.server.ts'
import { continueIntake, getIntake, giveCode, readIntakes } from '#app/intakes/read-intakes.server.ts'
import { startIntake } from '#app/intakes/start-intake.server.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import { findIntakeDoor, recordWrongCode, takeOver } from '#db/case-files/intakes.server.ts'
import type { Context, Holder, Officer } from '#db/context.ts'
import { findSession, insertSession } from '#db/people/sessions.server.ts'
import { findReportDoor } from '#db/reports/reports.server.ts'
import { newToken, verifySecret } from '#db/sealing/secrets.server.ts'
import { later, night, save, send } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'

const database = await testDatabase()
const anyone = database.as({ kind: 'anyone' })

async function atDesk(recipient: string, prefecture: string | null = null, hours = 0): Promise<Context<Officer>> {
  const actor = await officerOf(database, recipient, prefecture)
  return { db: database.as(actor), actor, now: later(hours) }
}

const caller = { name: '院長（架空）', phone: '088-000-0009' }
const call = { channel: 'phone', date: '2026-11-01', time: '09:00', ...caller, language: 'ja' }

async function typed(desk: Context<Officer>) {
  const started = await startIntake(desk, call)
  if ('problems' in started) throw new Error('the intake was put back')
  const actor: Holder = { kind: 'holder', reportId: started.id }
  return { ...started, holder: { db: database.as(actor), actor, now: night } }
}

const doorOf = (reference: string, hours = 1) => anyone.transaction((tx) => findIntakeDoor(tx, reference, later(hours)))

describe('a hospital calls the police, who type its report', async () => {
  const police = await atDesk('police', '徳島県')
  const { id: reportId, reference, holder } = await typed(police)
  await save(holder, hospital.answers(storyClock(night)))
  await send(holder)

  test('the name and number of the caller are known to that body and prefecture only', async () => {
    expect(await readIntakes(police)).toMatchObject([{ reference, caller, officer: police.actor.name }])
    expect(await readIntakes(await atDesk('police', '徳島県'))).toHaveLength(1)
    expect(await readIntakes(await atDesk('police', '東京都'))).toEqual([])
    const commission = await atDesk('ppc')
    expect(await readIntakes(commission)).toEqual([])
    await expect(giveCode(commission, reference)).rejects.toMatchObject({ code: 'notFound' })
    const revision = await holder.db.transaction((tx) => tx.sql`select * from intake_callers`)
    expect(revision).toHaveLength(0)
  })

  test('every recipient is told that it was typed, by whom and how, and not who called', async () => {
    const commission = await atDesk('ppc')
    const file = await commission.db.transaction((tx) => findCaseFileOfReport(tx, reportId, 'ppc'))
    const read = await readCase(commission, file?.id ?? '')
    expect(read.intake).toMatchObject({ recipient: 'police', channel: 'phone', takenOverAt: null })
    expect(JSON.stringify(read)).not.toContain(caller.phone)
    const stranger = await atDesk('mlit')
    expect(await stranger.db.transaction((tx) => tx.sql`select * from intakes`)).toHaveLength(0)
  })

  test('nobody can mark a report that was sent as typed by somebody else', async () => {
    const marking = holder.db.transaction(
      (tx) => tx.sql`insert into intakes values (${reportId}, 'ppc', 'phone', ${night}, ${night})`,
    )
    await expect(marking).rejects.toMatchObject({ code: '42501' })
  })

  test('a code takes the report over once, with a new secret, and the officer’s way in ends', async () => {
    const { token, hash } = newToken()
    const actor = { ...holder.actor, reference, intake: police.actor.officerId }
    await anyone.transaction((tx) => insertSession(tx, { hash, actor, now: night, expiresAt: later(12) }))
    const first = await giveCode(police, reference)
    const { code, expiresAt } = await giveCode(police, reference)
    const door = await doorOf(reference)
    if (!door) throw new Error('there is no code')
    expect(await verifySecret(first.code, door.codeHash)).toBe(false)
    expect(await verifySecret(code, door.codeHash)).toBe(true)
    expect(expiresAt > later(24)).toBe(true)

    const taking = { ...door, secretHash: 'the caller’s own', now: later(1) }
    const taken = await Promise.all([1, 2].map(() => anyone.transaction((tx) => takeOver(tx, taking))))
    expect(taken.toSorted()).toEqual([false, true])
    expect(await anyone.transaction((tx) => findReportDoor(tx, reference))).toMatchObject({
      secretHash: 'the caller’s own',
    })
    expect(token).not.toBe('')
    expect(await findSession(database, hash, later(1))).toBeNull()
    await expect(continueIntake(police, reference)).rejects.toMatchObject({ code: 'conflict' })
    await expect(giveCode(police, reference)).rejects.toMatchObject({ code: 'conflict' })
    expect(await doorOf(reference)).toBeNull()
  })

  test('the reporter sees who typed, when, and what was typed for them', async () => {
    const { intake } = await readPassings(holder)
    expect(intake).toMatchObject({ by: 'police', channel: 'phone', takenOverAt: later(1).toISOString() })
    const { events, chain } = await readAccess(holder)
    expect(chain?.brokenAt).toBeNull()
    expect(events.find(({ did }) => did === 'report-submitted')).toMatchObject({ typedBy: 'police' })
    expect(events.map(({ did }) => did)).toEqual(
      expect.arrayContaining(['intake-started', 'intake-code-given', 'intake-taken-over']),
    )
    expect(JSON.stringify([intake, events])).not.toContain(police.actor.name)
  })
})

test('a code ends after a week, and after five wrong ones', async () => {
  const desk = await atDesk('ppc')
  const { reference } = await typed(desk)
  expect(await doorOf(reference)).toBeNull()
  await giveCode(desk, reference)
  expect(await doorOf(reference, 6 * 24)).not.toBeNull()
  expect(await doorOf(reference, 7 * 24 + 1)).toBeNull()
  for (let wrong = 0; wrong < 4; wrong++) await anyone.transaction((tx) => recordWrongCode(tx, reference))
  const door = await doorOf(reference)
  expect(door).not.toBeNull()
  await anyone.transaction((tx) => recordWrongCode(tx, reference))
  expect(await doorOf(reference)).toBeNull()
  const late = { reportId: door?.reportId ?? '', codeHash: door?.codeHash ?? '', secretHash: 'x', now: later(1) }
  expect(await anyone.transaction((tx) => takeOver(tx, late))).toBe(false)
  await giveCode(desk, reference)
  expect(await doorOf(reference)).not.toBeNull()
})

test('a report that somebody filed alone is no intake of anybody', async () => {
  const desk = await atDesk('ppc')
  await expect(getIntake(desk, 'K7WF-3HXM-9P')).rejects.toMatchObject({ code: 'notFound' })
})
