import { expect, test } from 'vitest'
import { startReport } from '#db/reports/reports.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { monday, startedReport } from '#test/support/filings.ts'

const database = await testDatabase()
const taken = (await startedReport(database)).reference

/** The reference that whoever starts a report is given, when these are proposed one after the other. */
async function started(proposed: string[]): Promise<string> {
  const report = { id: newId(), secretHash: 'x', language: 'ja', edition: '2026-10', now: monday } as const
  const { reference } = await database
    .as({ kind: 'anyone' })
    .transaction((tx) => startReport(tx, report, () => proposed.shift() ?? ''))
  const rows = await database.owner<{ reference: string }[]>`select reference from reports where id = ${report.id}`
  expect(rows).toEqual([{ reference }])
  return reference
}

test('a new reference that is another report’s already is made anew within the same start', async () => {
  expect(await started([taken, taken, '3333-4444-66'])).toBe('3333-4444-66')
})

test('and no more than five times, as a store that knows no free one is broken', async () => {
  await expect(started([taken, taken, taken, taken, taken, '3333-4444-67'])).rejects.toThrow('is taken')
  expect(await database.owner`select 1 from reports where reference = '3333-4444-67'`).toHaveLength(0)
})
