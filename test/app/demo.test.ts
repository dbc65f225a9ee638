import { expect, test } from 'vitest'

import { demoOfficers } from '#app/demo/people.ts'
import { stories } from '#app/demo/stories.ts'
import { seedDemo } from '#app/demo.server.ts'
import { listOfficers } from '#db/people.server.ts'
import { listQueue } from '#db/queue.server.ts'
import { verifySecret } from '#db/secrets.server.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const now = new Date('2026-11-21T03:00:00+09:00')

test('an empty store becomes a world in which every demo officer has something to read', async () => {
  const started = performance.now()
  const receipt = await seedDemo(database, now)
  console.log('seed', Math.round(performance.now() - started))
  expect(receipt?.reference).toMatch(/^[2-9A-Y-]{12}$/)

  const people = await database.as({ kind: 'worker' }).transaction(listOfficers)
  expect(people).toHaveLength(demoOfficers.length)
  for (const officer of people) {
    const queue = await database
      .as({ kind: 'officer', ...officer })
      .transaction((tx) => listQueue(tx, { filters: {}, order: 'newest' }))
    console.log(
      officer.recipient,
      officer.prefecture,
      queue.lines.map((l) => `${l.heading.organisation}/${l.heading.title}/${l.stage}/${l.openQuestions}`),
    )
    expect(queue.lines, `${officer.recipient} ${officer.prefecture ?? ''}`).not.toEqual([])
  }
})

test('the receipt of the demo opens a report', async () => {
  const [row] = await database.owner<
    { secretHash: string; reference: string }[]
  >`select secret_hash, reference from reports limit 1`
  expect(row).toBeDefined()
  expect(await verifySecret('wrong', row?.secretHash ?? '')).toBe(false)
})

test('a world that is there is left alone', async () => {
  expect(await seedDemo(database, now)).toBeNull()
  const [{ count } = { count: 0 }] = await database.owner<{ count: number }[]>`select count(*)::int from reports`
  expect(count).toBe(stories.length)
})
