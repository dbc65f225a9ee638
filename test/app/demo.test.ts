import { expect, test } from 'vitest'

import { refuseOtherWorld, seedDemo } from '#app/demo.server.ts'
import { demoMembers, demoOfficers, demoVendor } from '#app/demo/people.ts'
import { stories } from '#app/demo/stories.ts'
import { listSubscribers } from '#db/notices/notices.server.ts'
import { listUnaddressed } from '#db/people/accounts.server.ts'
import { insertOperator, listOfficers } from '#db/people/people.server.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { findReportDoor } from '#db/reports/reports.server.ts'
import { newId, verifySecret } from '#db/sealing/secrets.server.ts'
import { cloneOfDemo, demoReceipt } from '#test/support/clone.ts'
import { testDatabase } from '#test/support/database.ts'

// An empty store in which the demo was told, as everybody's portals have it.
const database = await testDatabase({ from: cloneOfDemo })
const now = new Date()

test('an empty store becomes a world in which every demo officer has something to read', async () => {
  const people = await database.as({ kind: 'worker' }).transaction(listOfficers)
  expect(people).toHaveLength(demoOfficers.length)
  for (const officer of people) {
    const queue = await database
      .as({ kind: 'officer', ...officer })
      .transaction((tx) => listQueue(tx, { filters: {}, order: 'newest' }))
    expect(queue.lines, `${officer.recipient} ${officer.prefecture ?? ''}`).not.toEqual([])
  }
})

test('the receipt that is printed opens a report', async () => {
  const { reference, secret } = demoReceipt()
  const anyone = database.as({ kind: 'anyone' })
  const door = await anyone.transaction((tx) => findReportDoor(tx, reference))
  expect(await verifySecret(secret, door?.secretHash ?? '')).toBe(true)
})

test('nobody of it is written to: their addresses are invented too', async () => {
  const accounts = [...demoMembers, demoVendor.person].map(({ accountId }) => accountId)
  const worker = database.as({ kind: 'worker' })
  expect(await worker.transaction((tx) => listUnaddressed(tx, accounts))).toEqual([])
  expect(await worker.transaction((tx) => listSubscribers(tx, { accounts }))).toEqual([])
})

test('a world that is there is left alone', async () => {
  expect(await seedDemo(database, now)).toBeNull()
  const [{ count } = { count: 0 }] = await database.owner<{ count: number }[]>`select count(*)::int from reports`
  expect(count).toBe(stories.length)
})

test('demo people, who need no password, never come to a database with people of its own', async () => {
  const other = await testDatabase()
  await refuseOtherWorld(other)
  await refuseOtherWorld(database)
  const operator = { kind: 'operator', operatorId: newId() } as const
  await other.as(operator).transaction((tx) => insertOperator(tx, { ...operator, name: '本物の運営者' }, now))
  await expect(refuseOtherWorld(other)).rejects.toThrow(/^MADOGUCHI_DEMO=1 is refused: .+ people of its own/)
})
