/** A case that an officer takes in the moment in which it is given to another one. */
import { expect, test } from 'vitest'

import { assignCase } from '#app/case-files/acts/claim.server.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { assignCaseFile, claimCaseFile } from '#db/case-files/case-files.server.ts'
import { deskOf, filedHospital, type Desk } from '#test/app/case-files/desk.world.ts'
import { somebodyWaits, testDatabase } from '#test/support/database.ts'

const database = await testDatabase()

async function desks() {
  const holder = await filedHospital(database)
  const [boss, taker, other] = [1, 2, 3].map(() => deskOf(database, holder, 'ppc'))
  if (!boss || !taker || !other) throw new Error('somebody is missing')
  return { boss: await boss, taker: await taker, other: await other }
}

const hasIt = async (desk: Desk) => (await readCase(desk, desk.id)).file.assignee?.officerId

/** Begun while `first` is done and not written for others to see. */
async function meanwhile<T>(desk: Desk, first: Parameters<typeof desk.db.transaction>[0], act: () => Promise<T>) {
  const { acting } = await desk.db.transaction(async (tx) => {
    await first(tx)
    const begun = act()
    await somebodyWaits(database)
    return { acting: begun }
  })
  return acting
}

test('whoever takes a case that nobody has is not pushed out unseen', async () => {
  const { boss, taker, other } = await desks()
  const taking = await meanwhile(
    taker,
    (tx) => claimCaseFile(tx, taker.id, taker.now),
    () => assignCase(boss, boss.id, other.actor.officerId, ''),
  )
  const values = { name: taker.actor.name }
  expect(taking).toEqual({ problems: [{ field: 'officer', code: 'assignedMeanwhile', values }] })
  expect(await hasIt(boss)).toBe(taker.actor.officerId)
})

test('who says nothing of who had it gives it on all the same', async () => {
  const { boss, taker, other } = await desks()
  const taking = await meanwhile(
    taker,
    (tx) => claimCaseFile(tx, taker.id, taker.now),
    () => assignCase(boss, boss.id, other.actor.officerId),
  )
  expect(taking).toEqual({ done: 'assigned' })
  expect(await hasIt(boss)).toBe(other.actor.officerId)
})

test('what is left in this moment is not given on as if it had been kept', async () => {
  const { boss, taker, other } = await desks()
  const { officerId } = taker.actor
  await assignCase(taker, taker.id, officerId)
  const leaving = await meanwhile(
    taker,
    (tx) => assignCaseFile(tx, taker.id, { from: officerId, to: null }, taker.now),
    () => assignCase(boss, boss.id, other.actor.officerId, officerId),
  )
  expect(leaving).toEqual({ problems: [{ field: 'officer', code: 'releasedMeanwhile', values: { name: '' } }] })
  expect(await hasIt(boss)).toBeUndefined()
})
