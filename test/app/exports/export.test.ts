import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { exportFile } from '#app/exports/export-file.server.ts'
import { readRows } from '#app/exports/read-rows.server.ts'
import { getExport, prepareExport } from '#app/exports/prepare-export.server.ts'
import { listAudit } from '#db/audit/audit.server.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import { insertExport, mostExported } from '#db/case-files/exports.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { save, send } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { extractAll } from '#test/support/extracts.ts'
import { filedReport, hours, officerOf, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase()
let desk: Context<Officer>
let stranger: Context<Officer>
const reports: string[] = []

const at = (actor: Officer, now = hours(1)): Context<Officer> => ({ db: database.as(actor), actor, now })
const wish = { about: 'cases' as const, query: 'state=all', format: 'csv', reason: '月例会議の資料', allItems: false }

beforeAll(async () => {
  desk = at(await officerOf(database, 'mhlw'))
  stranger = at(await officerOf(database, 'mhlw'))
  for (const [attackType, organisation] of [
    ['ddos', '架空病院'],
    ['ransomware', '=HYPERLINK("https://example.jp")'],
    ['ransomware', '＝1+1'],
  ] as const) {
    const base = submissionOf('', { recipients: ['mhlw', 'ppc'] })
    const heading = { organisation, title: '件名, "引用"\n二行目' }
    const caseFiles = base.caseFiles.map((file) => ({ ...file, attackType, heading }))
    reports.push((await filedReport(database, { recipients: ['mhlw', 'ppc'], caseFiles })).reportId)
  }
})

async function prepared(change: Partial<typeof wish> = {}): Promise<string> {
  const result = await prepareExport(desk, { ...wish, ...change })
  if (!('id' in result)) throw new Error(result.problems[0]?.code)
  return result.id
}

const later = (minutes: number) => ({ ...desk, now: new Date(desk.now.getTime() + minutes * 60_000) })

const countExports = async () => (await database.owner`select count(*)::int as count from exports`)[0]?.count

async function fileOf(id: string, context = desk): Promise<Response> {
  return exportFile(context, await getExport(context, id), 'ja')
}

describe('a CSV', () => {
  test('begins with the byte-order mark, has a head and one record for each case file of the filter', async () => {
    const file = await fileOf(await prepared({ query: 'state=all&attack=ransomware' }))
    const bytes = Buffer.from(await file.arrayBuffer())
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf')
    const text = new TextDecoder().decode(bytes)
    expect(text.startsWith('"受付番号","機関の受理番号","報告者","件名","状態"')).toBe(true)
    expect(text.match(/\r\n/g)).toHaveLength(3)
    expect(text).not.toContain('架空病院')
    expect(file.headers.get('Content-Disposition')).toMatch(/^attachment; filename="mhlw-2026-11-16-\w{6}\.csv"$/)
  })

  test('holds no formula, narrow or full-width, and doubles quotes', async () => {
    const text = await (await fileOf(await prepared())).text()
    expect(text).toContain(`"'=HYPERLINK(""https://example.jp"")"`)
    expect(text).toContain(`"'＝1+1"`)
    expect(text).toContain('"件名, ""引用""\n二行目"')
  })

  test('names the number that the body gave a case last, and no other body’s', async () => {
    const { lines } = await desk.db.transaction((tx) => listQueue(tx, { filters: {}, order: 'newest' }))
    const [numbered] = lines
    const other = at(await officerOf(database, 'ppc'))
    const theirs = await other.db.transaction((tx) => findCaseFileOfReport(tx, numbered?.reportId ?? '', 'ppc'))
    for (const number of ['厚-1', '厚-2']) await acknowledge(desk, numbered?.id ?? '', { number, text: '' })
    await acknowledge(other, theirs?.id ?? '', { number: '個-1', text: '' })
    const text = await (await fileOf(await prepared())).text()
    expect(text).toContain(`"${numbered?.reference}","厚-2","`)
    expect(text).not.toMatch(/厚-1|個-1/)
  })

  test('leaves out what was closed to the officer in between', async () => {
    const id = await prepared()
    const { db } = at({ ...desk.actor, prefecture: '47' })
    const elsewhere = { ...desk, db, actor: { ...desk.actor, prefecture: '47' } }
    expect((await (await fileOf(id, elsewhere)).text()).match(/\r\n/g)).toHaveLength(1)
  })
})

test('a workbook is an archive with one sheet, whose cells are text and never formulas', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-export-'))
  try {
    const file = path.join(folder, 'export.xlsx')
    writeFileSync(file, Buffer.from(await (await fileOf(await prepared({ format: 'xlsx' }))).arrayBuffer()))
    const unpacked = execFileSync('unzip', ['-p', file, 'xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml']).toString()
    expect(unpacked).toContain('=HYPERLINK(')
    expect(unpacked).toContain('受付番号')
    expect(unpacked).not.toMatch(/<f[ >]/)
    expect(unpacked.match(/<row /g)).toHaveLength(4)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('before anything leaves', () => {
  test('each report has a line in its audit, which tells the body and no reason', async () => {
    const id = await prepared({ reason: '捜査の資料 canary' })
    for (const reportId of reports) {
      const lines = await desk.db.transaction((tx) => listAudit(tx, reportId))
      const line = lines.findLast(({ did }) => did === 'case.exported')
      expect(line).toMatchObject({ recipient: 'mhlw', actorId: desk.actor.officerId, details: { export: id } })
      expect(JSON.stringify(lines)).not.toContain('canary')
    }
  })

  test('another body sees nothing of it', async () => {
    await prepared()
    const other = at(await officerOf(database, 'ppc'))
    const lines = await other.db.transaction((tx) => listAudit(tx, reports[0] ?? ''))
    expect(lines.map(({ did }) => did)).not.toContain('case.exported')
  })

  test('the reason is kept, sealed', async () => {
    const id = await prepared({ reason: '捜査の資料 canary' })
    const [row] = await database.owner`select content, exports::text as whole from exports where id = ${id}`
    expect(Buffer.from(row?.content).includes('canary')).toBe(false)
    expect(row?.whole).not.toContain('canary')
    expect((await getExport(desk, id)).reason).toBe('捜査の資料 canary')
  })

  test.for([
    [{ reason: '' }, 'reasonMissing'],
    [{ reason: '会議' }, 'reasonShort'],
    [{ reason: 'あ'.repeat(501) }, 'reasonLong'],
    [{ format: 'pdf' }, 'formatMissing'],
    [{ query: 'attack=phishing' }, 'noCases'],
  ] as const)('%j is answered with %s, and nothing is kept', async ([change, code]) => {
    const before = await countExports()
    expect(await prepareExport(desk, { ...wish, ...change })).toMatchObject({ problems: [{ code }] })
    expect(await countExports()).toBe(before)
  })

  test('whoever may only read takes nothing out', async () => {
    const reader = { ...desk.actor, role: 'reader' } as unknown as Officer // a role that comes with sign-in
    await expect(prepareExport(at(reader), wish)).rejects.toMatchObject({ code: 'forbidden' })
    const id = await prepared()
    await expect(getExport(at(reader), id)).rejects.toMatchObject({ code: 'notFound' })
  })

  test('more than 5,000 case files are not kept by the database either', async () => {
    const caseFileIds = Array.from({ length: mostExported + 1 }, () => newId())
    const content = { about: 'cases', format: 'csv', reason: 'xxxxx', query: '', allItems: false, caseFileIds } as const
    await expect(desk.db.transaction((tx) => insertExport(tx, content, hours(1)))).rejects.toThrow('exports_few')
  })
})

describe('a prepared file', () => {
  test('is the officer’s own: a colleague does not get it', async () => {
    await expect(getExport(stranger, await prepared())).rejects.toMatchObject({ code: 'notFound' })
  })

  test('can be fetched for ten minutes', async () => {
    const id = await prepared()
    expect((await getExport(later(10), id)).id).toBe(id)
    await expect(getExport(later(11), id)).rejects.toMatchObject({ code: 'notFound' })
  })

  test.for(['', 'x', '../../etc', newId()])('%j is not found', async (id) => {
    await expect(getExport(desk, id)).rejects.toMatchObject({ code: 'notFound' })
  })
})

describe('the tables of statistics', () => {
  const period = { about: 'statistics' as const, query: 'from=2026-11&to=2026-11', allItems: false }
  const statistics = async (format: string) => {
    const result = await prepareExport(desk, { ...period, format, reason: '月例会議の資料' })
    return 'id' in result ? result.id : ''
  }

  test('leave as on the page: the whole, then each group, with a head, and nothing of a case', async () => {
    const text = await (await fileOf(await statistics('csv'))).text()
    const [head = '', ...rows] = text.trim().split('\r\n')
    expect(head).toContain('"区分","項目","受信件数","うち取下げ","開封まで：件数","開封まで：中央値（時間）"')
    expect(rows[0]).toMatch(/^"全体","","3","0","0","",""/)
    expect(rows[1]).toMatch(/^"月別","2026-11","3",/)
    expect(rows.every((row) => row.split('","').length === head.split('","').length)).toBe(true)
    expect(text).not.toContain('架空')
    expect((await fileOf(await statistics('xlsx'))).headers.get('Content-Type')).toContain('spreadsheet')
  })

  test('need a reason, and are on record with the officer and without a case', async () => {
    expect(await prepareExport(desk, { ...period, format: 'csv', reason: '' })).toHaveProperty('problems')
    const id = await statistics('csv')
    const [row] = await database.owner`select about, officer_id, case_file_ids from exports where id = ${id}`
    expect(row).toEqual({ about: 'statistics', officerId: desk.actor.officerId, caseFileIds: [] })
  })
})

test('answers are those of the last revision, also where it was not made findable yet', async () => {
  const holder = await filedHospital(database)
  const { id, db } = await deskOf(database, holder, 'police')
  const contact = async () => {
    const [row] = await db.transaction((tx) => readRows(tx, [id]))
    return row?.cells?.['contact-name']
  }
  expect(await contact(), 'no extract').toMatchObject({ name: '阿部（架空）' })
  await extractAll(database)
  await save(holder, { 'contact-name': { name: '架空 次郎' } })
  await send(holder, 1)
  expect(await contact(), 'an earlier one').toMatchObject({ name: '架空 次郎' })
})
