import { beforeAll, expect, test } from 'vitest'

import { exportFile } from '#app/exports/export-file.server.ts'
import { getExport, prepareExport } from '#app/exports/prepare-export.server.ts'
import { mostExported } from '#db/case-files/exports.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { headingPlace } from '#db/places.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { hours, monday, officerOf } from '#test/support/filings.ts'

const database = await testDatabase()
let desk: Context<Officer>
const wish = { format: 'csv', reason: '月例会議の資料', allItems: false }

/** As many case files as may be exported in one sector, and one more in another. */
beforeAll(async () => {
  const actor = await officerOf(database, 'jpcert')
  desk = { db: database.as(actor), actor, now: hours(1) }
  const reportIds = Array.from({ length: mostExported + 1 }, () => newId())
  const key = await desk.db.transaction((tx) => tx.recipientKey('jpcert'))
  const rows = reportIds.map((reportId, at) => ({
    id: newId(),
    report_id: reportId,
    reference: `R-${at}`,
    sector: at === 0 ? 'water' : 'medical',
    heading: key
      .seal(headingPlace(reportId, 'jpcert'), { organisation: `架空病院 ${at}`, title: null })
      .toString('hex'),
  }))
  await database.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica` // their reports are not needed here
    await sql`
      insert into case_files (id, report_id, recipient, reference, revision_number, received_at, updated_at, stage, sector,
        heading)
      select id, report_id, 'jpcert', reference, 1, ${monday}, ${monday}, 'initial', sector, decode(heading, 'hex')
      from json_to_recordset(${JSON.stringify(rows)}::text::json)
        as made(id uuid, report_id uuid, reference text, sector text, heading text)`
  })
})

test('5,001 case files are refused, and no report is told of an export', async () => {
  const result = await prepareExport(desk, { ...wish, query: 'state=all' })
  expect(result).toEqual({ problems: [{ field: 'cases', code: 'tooManyCases' }] })
  expect(await exportedLines()).toBe(0)
})

test('5,000 leave in one file, each of them once, and each report has its line', async () => {
  const prepared = await prepareExport(desk, { ...wish, query: 'state=all&sector=medical' })
  if (!('id' in prepared)) throw new Error(prepared.problems[0]?.code)
  expect(await exportedLines()).toBe(mostExported)
  const file = await exportFile(desk, await getExport(desk, prepared.id), 'en')
  const references = (await file.text()).match(/"R-\d+"/g)
  expect(references).toHaveLength(mostExported)
  expect(new Set(references).size).toBe(mostExported)
  expect(references).not.toContain('"R-0"')
})

test('a workbook holds as many', async () => {
  const prepared = await prepareExport(desk, { ...wish, format: 'xlsx', query: 'state=all&sector=medical' })
  if (!('id' in prepared)) throw new Error(prepared.problems[0]?.code)
  const file = await exportFile(desk, await getExport(desk, prepared.id), 'ja')
  expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(50_000)
})

async function exportedLines(): Promise<number> {
  const [row] = await database.owner<{ count: number }[]>`
    select count(*)::integer as count from audit where did = 'case.exported'`
  return row?.count ?? 0
}
