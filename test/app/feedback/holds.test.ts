/** "Please ask only what cannot wait": who may ask for it, who is told what. */
import { expect, test } from 'vitest'

import { queueChoice } from '#app/case-files/queue/queue-filters.ts'
import { queueRow } from '#app/case-files/queue/queue-row.ts'
import { readQueue } from '#app/case-files/queue/read-queue.server.ts'
import { askForHold, coordinateHold, endCoordinatedHold, liftHold } from '#app/feedback/hold.server.ts'
import { readAsking } from '#app/feedback/read-asking.server.ts'
import { writeCaseFacts } from '#db/case-files/case-facts.server.ts'
import { listHolds } from '#db/case-files/holds.server.ts'
import { listAccess } from '#db/reports/access-log.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { deskOf } from '#test/app/case-files/desk.world.ts'
import { later, newReport, night, save, send } from '#test/app/reports/reports.world.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { somebodyWaits, testDatabase, unwritten } from '#test/support/database.ts'

const database = await testDatabase()
const wish = { reason: 'containment', hours: '12', text: '担当は朝八時に戻ります。' }

async function filed() {
  const reporter = await newReport(database)
  const wider = { 'report-recipients': ['police', 'jpcert', 'isac'], 'sharing-consent-expert': true }
  await save(reporter, { ...hospital, ...wider })
  await send(reporter)
  return reporter
}

const holdsAt = async (desk: Awaited<ReturnType<typeof deskOf>>, reportId: string) =>
  (await readAsking(desk, reportId)).holds

/** As the queue shows it. */
async function heldAt(desk: Awaited<ReturnType<typeof deskOf>>) {
  const { lines } = await readQueue(desk, queueChoice(new URLSearchParams()))
  return lines.filter(({ id }) => id === desk.id).some((line) => queueRow(line, [], desk.now).held)
}

test('the reporter’s pause reaches every body, with words for those who know the reporter, and ends by itself', async () => {
  const reporter = await filed()
  const { reportId } = reporter.actor
  expect(await askForHold(reporter, wish)).toEqual([])
  const [police, experts] = [
    await deskOf(database, reporter, 'police', '徳島県'),
    await deskOf(database, reporter, 'isac'),
  ]

  const until = new Date(night.getTime() + 12 * 3_600_000)
  expect(await holdsAt(police, reportId)).toMatchObject([
    { side: 'reporter', reason: 'containment', until, words: wish.text },
  ])
  expect(await holdsAt(experts, reportId)).toMatchObject([{ side: 'reporter', reason: 'containment', words: null }])
  expect(await holdsAt({ ...police, now: later(12) }, reportId)).toEqual([])
  expect(await heldAt(police)).toBe(true)
  expect(await heldAt({ ...police, now: later(12) })).toBe(false)

  await save(reporter, { ...hospital, 'report-recipients': ['police', 'jpcert', 'isac', 'ipa'] })
  await send(reporter)
  const late = await deskOf(database, reporter, 'ipa')
  await database.as({ kind: 'worker' }).transaction((tx) => writeCaseFacts(tx, [reportId]))
  expect(await heldAt(late), 'a body that joined while it runs').toBe(true)
  await liftHold(reporter, 'reporter')
  expect([await heldAt(police), await heldAt(late)]).toEqual([false, false])
  const elsewhere = await deskOf(database, reporter, 'police', '東京都').catch(() => null)
  expect(elsewhere, 'police of another prefecture have no such case').toBeNull()
})

test('a pause needs a reason and an end, and its words are few', async () => {
  const reporter = await filed()
  for (const [wrong, code] of [
    [{ reason: 'holiday' }, 'holdReasonMissing'],
    [{ hours: '9999' }, 'holdLengthMissing'],
    [{ text: '長'.repeat(501) }, 'messageTooLong'],
  ] as const) {
    expect(await askForHold(reporter, { ...wish, ...wrong })).toMatchObject([{ code }])
  }
})

test('the coordination centre asks on the reporter’s behalf, no other body can, and nobody learns which officer did', async () => {
  const reporter = await filed()
  const { reportId } = reporter.actor
  const [centre, police] = [
    await deskOf(database, reporter, 'jpcert'),
    await deskOf(database, reporter, 'police', '徳島県'),
  ]
  await expect(coordinateHold(police, police.id, wish)).rejects.toMatchObject({ code: 'notFound' })
  expect(await coordinateHold(centre, centre.id, wish)).toEqual({ done: 'holdSet' })

  const seen = await holdsAt(police, reportId)
  expect(seen).toMatchObject([{ side: 'coordination', reason: 'containment', words: null }])
  expect(JSON.stringify(seen)).not.toMatch(/jpcert|officer/i)
  const log = await reporter.db.transaction((tx) => listAccess(tx, reportId))
  expect(log.at(-1)).toMatchObject({ did: 'hold.set', recipient: 'jpcert', actorKind: 'officer' })
  expect(JSON.stringify(log)).not.toContain(centre.actor.officerId)

  await expect(endCoordinatedHold(police, police.id)).rejects.toMatchObject({ code: 'notFound' })
  await liftHold(reporter, 'coordination')
  expect(await holdsAt(police, reportId)).toEqual([])
})

test('a new pause takes the place of the one before, and the reporter ends it', async () => {
  const reporter = await filed()
  await askForHold(reporter, wish)
  await askForHold({ ...reporter, now: later(1) }, { ...wish, reason: 'recovery', text: '' })
  const running = () => reporter.db.transaction((tx) => listHolds(tx, reporter.actor.reportId, later(2)))
  expect(await running()).toMatchObject([{ reason: 'recovery', words: null }])
  await liftHold({ ...reporter, now: later(2) }, 'reporter')
  await liftHold({ ...reporter, now: later(2) }, 'reporter')
  expect(await running()).toEqual([])
  const log = await reporter.db.transaction((tx) => listAccess(tx, reporter.actor.reportId))
  expect(log.map(({ did }) => did).filter((did) => did.startsWith('hold'))).toEqual([
    'hold.set',
    'hold.set',
    'hold.lifted',
  ])
})

test('a first wish that is pressed twice at once holds once, and neither press fails', async () => {
  const reporter = await filed()
  const { reportId } = reporter.actor
  const { pressed } = await unwritten(database, async (sql) => {
    await sql`
      insert into holds (id, report_id, side, reason, set_at, until)
      values (${newId()}, ${reportId}, 'reporter', 'recovery', ${night}, ${later(1)})`
    const both = [askForHold(reporter, wish), askForHold(reporter, wish)]
    await somebodyWaits(database, 2)
    return { pressed: Promise.allSettled(both) }
  })
  expect(await pressed).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }])
  const police = await deskOf(database, reporter, 'police', '徳島県')
  expect(await holdsAt(police, reportId)).toMatchObject([{ side: 'reporter', words: wish.text }])
})
