import { deflateRawSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { isBoundedZip } from '#app/console/bounded-zip.ts'
import { csvExample, xlsxExample } from '#app/console/example-files.server.ts'
import { readTable, type ImportKnown } from '#app/console/import-table.ts'
import { csvOf, readCsv, readFile } from '#app/console/read-file.server.ts'

const known: ImportKnown = {
  mandates: new Set(['K7WF-3HXM-9P']),
  others: new Set(['AAAA-3333-99']),
  templates: new Set(['Akira']),
  names: ['架空みどり病院'],
}
const problemsOf = (...cells: string[][]) =>
  readTable(cells, known).problems.map(({ row, column, code }) => [row, column, code])
const fileOf = (content: BlobPart) => new File([content], 'x')

test('the example files are read without a mistake, as CSV and as XLSX', async () => {
  for (const content of [csvExample(), await xlsxExample()]) {
    const read = await readFile(fileOf(content))
    if ('problem' in read) throw new Error(read.problem)
    const { rows, problems } = readTable(read.cells, known)
    expect(problems).toEqual([])
    expect(rows.map(({ ticket }) => ticket)).toEqual(['T-0001', 'T-0002'])
    expect(rows[0]?.answers).toMatchObject({
      'ioc-network': ['203.0.113.9', 'c2.attacker.example'],
      'time-detection': '2026-10-05T09:30:00+09:00',
    })
  }
})

test('a mistake is told by row and column, and a row without a mandate may hold technical information only', () => {
  expect(
    problemsOf(
      ['mandate', 'ticket', 'incident-title', 'time-detection', 'ransom-family'],
      ['K7WF-3HXM-9P', 'T-1', '病院の件', '', ''],
      ['', '', '', '', ''],
      ['', 'T-2', '病院の件', 'きのう', '株式会社架空商店'],
      ['AAAA-3333-99', '', '', '', ''],
      ['ZZZZ', 'x'.repeat(61), '', '', ''],
    ),
  ).toEqual([
    [4, 'time-detection', 'moment'],
    [4, 'incident-title', 'notTechnical'],
    [4, 'ransom-family', 'identifying'],
    [5, 'mandate', 'mandateOfOne'],
    [6, 'mandate', 'mandateUnknown'],
    [6, 'ticket', 'tooLong'],
  ])
  const called = ['label', 'ransom-family']
  expect(problemsOf(called, ['みどり', 'みどりを狙った型'], ['', '架空みどり病院型'], ['', 'Akira'])).toEqual([
    [2, 'ransom-family', 'identifying'],
    [3, 'ransom-family', 'identifying'],
  ])
  expect(problemsOf(['ticket', 'tiket', 'ticket'], ['a', 'b', 'c'])).toEqual([
    [1, 'tiket', 'unknownColumn'],
    [1, 'ticket', 'columnTwice'],
  ])
  expect(problemsOf(['ticket'], ['', ''])).toEqual([[null, null, 'empty']])
  expect(problemsOf(['ticket'], ...Array.from({ length: 201 }, () => ['x']))).toEqual([[null, null, 'tooMany']])
})

test('what is shown in the preview is what is read again, whatever stands in a cell', () => {
  const cells = [
    ['ticket', 'label'],
    ['a"b,c', '二行\nの呼び名'],
    ['=1+1', ''],
  ]
  expect(readCsv(csvOf(cells))).toEqual({ cells })
})

test('a file that is none, is too large, or becomes too large is put back', async () => {
  expect(await readFile('x')).toEqual({ problem: 'fileMissing' })
  expect(await readFile(fileOf('x'.repeat(500_001)))).toEqual({ problem: 'fileLarge' })
  expect(await readFile(fileOf('PK\u0003\u0004 and no more'))).toEqual({ problem: 'fileBroken' })
  expect(await readFile(fileOf('ticket\r\n"not closed'))).toEqual({ problem: 'fileBroken' })
  const bomb = zipOf(Buffer.alloc(40_000_000))
  expect(bomb.length).toBeLessThan(50_000)
  expect(isBoundedZip(bomb)).toBe(false)
  expect(isBoundedZip(zipOf(Buffer.from('small')))).toBe(true)
  expect(await readFile(fileOf(bomb))).toEqual({ problem: 'fileBroken' })
})

/** A zip of one entry, which declares that it becomes one byte. */
function zipOf(content: Buffer): Buffer<ArrayBuffer> {
  const packed = deflateRawSync(content)
  const local = Buffer.alloc(31)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt16LE(1, 26)
  local.write('x', 30)
  const central = Buffer.alloc(47)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(1, 24)
  central.writeUInt16LE(1, 28)
  central.write('x', 46)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, central, end])
}

test('lines that end in different ways are read alike', () => {
  expect(readCsv('"a","b"\r\n"1","2"\n"3","4"\r\n')).toEqual({
    cells: [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ],
  })
})
