import { expect, test } from 'vitest'
import { insertLegalHold } from '#db/retention/legal-holds.server.ts'
import { deleteExpired } from '#db/retention/retention.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { hours, monday, operator, startedReport } from '#test/support/filings.ts'

const database = await testDatabase()
const { owner } = database

test('what is held, or saved again, while the list is worked through stays', async () => {
  const ids: string[] = []
  for (let draft = 0; draft < 62; draft++) {
    const { reportId } = await startedReport(database)
    await owner`update drafts set saved_at = ${hours(draft - 8_800)} where report_id = ${reportId}`
    ids.push(reportId)
  }
  const last = ids.slice(-2)
  const blocking = await owner.reserve()
  await blocking`begin`
  await blocking`select from drafts where report_id = ${ids[0] ?? ''} for update`
  const deleting = database.as({ kind: 'worker' }).transaction((tx) => deleteExpired(tx, monday, 100))
  await expect.poll(() => owner`select from pg_locks where not granted`).toHaveLength(1)
  await database
    .as(operator)
    .transaction((tx) => insertLegalHold(tx, { reportId: last[0] ?? '', reference: 'x', reason: '捜査', now: monday }))
  await owner`update drafts set saved_at = ${monday} where report_id = ${last[1] ?? ''}`
  await blocking`commit`
  blocking.release()
  expect(await deleting).toHaveLength(60)
  const left = await owner<{ id: string }[]>`select id from reports where id = any (${ids}::uuid[])`
  expect(left.map(({ id }) => id).toSorted()).toEqual(last.toSorted())
  await owner`delete from reports where id = any (${last}::uuid[])`
})
