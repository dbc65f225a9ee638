import { expect, test } from 'vitest'
import { insertLegalHold } from '#db/retention/legal-holds.server.ts'
import { deleteExpired } from '#db/retention/retention.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, hours, monday, operator, startedReport } from '#test/support/filings.ts'

const database = await testDatabase()
const { owner } = database

test('what is held, or saved again, while the list is worked through stays', async () => {
  const ids: string[] = []
  for (let draft = 0; draft < 62; draft++) {
    const { reportId } = await startedReport(database)
    await owner`update reports set started_at = ${hours(draft - 8_800)} where id = ${reportId}`
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

test('where nothing is over its time, no draft or report is read to find that out, and one case file of each body', async () => {
  for (let round = 0; round < 3; round++) {
    await startedReport(database)
    const { reportId } = await filedReport(database)
    await owner`update case_files set closed_at = ${monday} where report_id = ${reportId}`
    if (round > 0) await owner`update case_files set deleted_at = ${monday} where report_id = ${reportId}`
  }
  const [before, after] = await database.as({ kind: 'worker' }).transaction(async (tx) => {
    await tx.sql`set local enable_seqscan = off` // so few rows are read one by one else, whatever index there is
    const read = () => tx.sql`
      select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables
      where relname in ('case_files', 'drafts', 'reports') order by relname`
    const begun = await read()
    expect(await deleteExpired(tx, hours(24), 100)).toEqual([])
    return [begun, await read()]
  })
  const [bodies] = await owner`select count(distinct recipient)::int as count from case_files`
  const more = after?.map(({ rows }, table) => rows - before?.[table]?.rows)
  expect(more).toEqual([bodies?.count, 0, 0])
})
