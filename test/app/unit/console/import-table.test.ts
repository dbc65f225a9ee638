import { deflateRawSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { isBoundedZip } from '#app/console/bounded-zip.ts'
import { csvExample, xlsxExample } from '#app/console/example-files.server.ts'
import { readTable, type ImportKnown } from '#app/console/import-table.ts'
import { csvOf, readCsv, readFile } from '#app/console/read-file.server.ts'

const known: ImportKnown = {
  mandates: new Map([
    ['K7WF-3HXM-9P', { sections: null, client: '架空みどり病院' }],
    ['SSSS-3333-99', { sections: ['indicators'], client: '' }],
  ]),
  others: new Set(['AAAA-3333-99']),
  templates: new Set(['Akira']),
  names: ['架空みどり病院'],
}
const problemsOf = (...cells: string[][]) =>
  readTable(cells, known).problems.map(({ row, column, code }) => [row, column, code])
const momentIn = (told: string) =>
  readTable(
    [
      ['mandate', 'time-detection'],
      ['K7WF-3HXM-9P', told],
    ],
    known,
  )
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
  expect(problemsOf(['mandate', 'ioc-network', 'incident-title'], ['SSSS-3333-99', '203.0.113.9', '件名'])).toEqual([
    [2, 'incident-title', 'outsideMandate'],
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
  expect(problemsOf(['ticket', 'label'], ['a', 'b'], ['', ''], ['a', 'c'], ['a ', 'b'], ['d\ne', ''])).toEqual([
    [6, 'ticket', 'oneLine'],
    [5, null, 'rowTwice'],
  ])
  expect(problemsOf(['ticket'], ['', ''])).toEqual([[null, null, 'empty']])
  expect(problemsOf(['ticket'], ...Array.from({ length: 501 }, () => ['x']))).toEqual([[null, null, 'tooMany']])
})

test('what is shown in the preview is what is read again, whatever stands in a cell', () => {
  const cells = [
    ['ticket', 'label'],
    ['a"b,c', '二行\nの呼び名'],
    ['=1+1', ''],
  ]
  expect(readCsv(csvOf(cells))).toEqual({ cells, flaws: [] })
})

test('a moment is read as spreadsheets write it, and a day that there is none of is put back', () => {
  for (const told of ['2026/10/5 9:30', '2026-10-05 09:30', '2026/10/05 9:30:00', '２０２６/10/5 ９:30']) {
    expect(momentIn(told).rows[0]?.answers, told).toMatchObject({ 'time-detection': '2026-10-05T09:30:00+09:00' })
  }
  for (const told of ['2026/13/5 9:30', '2026/2/30', '10/5 9:30', '2026/10/5 25:00'])
    expect(
      momentIn(told).problems.map(({ column }) => column),
      told,
    ).toEqual(['time-detection'])
})

test('a file that is none, is too large, or becomes too large is put back', async () => {
  expect(await readFile('x')).toEqual({ problem: 'fileMissing' })
  expect(await readFile(fileOf('x'.repeat(500_001)))).toEqual({ problem: 'fileLarge' })
  expect(await readFile(fileOf('PK\u0003\u0004 and no more'))).toEqual({ problem: 'fileBroken' })
  expect(await readFile(fileOf('ticket\r\n"not closed'))).toEqual({ problem: 'fileQuotes', row: 2 })
  const bomb = zipOf(['x', Buffer.alloc(40_000_000)])
  expect(bomb.length).toBeLessThan(50_000)
  expect(isBoundedZip(bomb)).toBe(false)
  expect(isBoundedZip(zipOf(['x', Buffer.from('small')]))).toBe(true)
  expect(await readFile(fileOf(bomb))).toEqual({ problem: 'fileBroken' })
})

/** A zip; an entry of more than a megabyte declares that it is one byte. */
function zipOf(...files: readonly (readonly [string, Buffer])[]): Buffer<ArrayBuffer> {
  const [bodies, index] = [[] as Buffer[], [] as Buffer[]]
  let at = 0
  for (const [name, content] of files) {
    const packed = deflateRawSync(content)
    const declared = content.length > 1_000_000 ? 1 : content.length
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(declared, 22)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(declared, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(at, 42)
    bodies.push(local, Buffer.from(name), packed)
    index.push(central, Buffer.from(name))
    at += local.length + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(Buffer.concat(index).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, ...index, end])
}

test('lines that end in different ways are read alike', () => {
  expect(readCsv('"a","b"\r\n"1","2"\n"3","4"\r\n')).toEqual({
    cells: [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ],
    flaws: [],
  })
})

test('semicolons divide where commas are decimals, and stay in a cell that is quoted', async () => {
  const read = await readFile(fileOf('ticket;ioc-network\r\nT-1;"203.0.113.9; 203.0.113.10"\r\n'))
  expect(read).toMatchObject({
    cells: [
      ['ticket', 'ioc-network'],
      ['T-1', '203.0.113.9; 203.0.113.10'],
    ],
  })
})

const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
const read = async (content: BlobPart) => {
  const found = await readFile(fileOf(content))
  if ('problem' in found) throw new Error(found.problem)
  return found
}

test('of a workbook the sheet is read that people see first, with its rows counted as they count them', async () => {
  const rows = `<row r="3">${cell('B3', 'ｔｉｃｋｅｔ')}${cell('C3', 'time-detection')}</row>
    <row r="5">${cell('B5', 'T-1')}<c r="C5" s="1"><v>46300.39583333333</v></c></row>`
  const hidden = { state: ' state="hidden"', rows: `<row r="1">${cell('A1', 'secret')}</row>` }
  const { cells } = await read(workbook(hidden, { rows }))
  const { rows: found, problems } = readTable(cells, known)
  expect([problems, found]).toEqual([
    [],
    [
      {
        number: 5,
        mandate: '',
        client: '',
        ticket: 'T-1',
        label: '',
        template: '',
        answers: { 'time-detection': '2026-10-05T09:30:00+09:00' },
      },
    ],
  ])
  expect(problemsOf([''], ['ticket', 'tiket'], [''], ['T-1'])).toEqual([[2, 'tiket', 'unknownColumn']])
  expect(await readFile(fileOf(workbook(hidden)))).toEqual({ problem: 'fileBroken' })
})

test('what a spreadsheet shows and its file does not hold is told by row, not taken as empty', async () => {
  const rows = `<row r="1">${cell('A1', 'mandate')}${cell('B1', 'ticket')}</row>
    <row r="2">${cell('A2', 'Ｋ7WF−3HXM−9P')}<c r="B2"><f>A1&amp;1</f><v>12</v></c></row>
    <row r="3"><c r="B3"><f>1+1</f></c>${cell('C3', '見出しのない値')}</row><row r="4"><c r="B4" t="e"><v>#N/A</v></c></row>
    <row r="5" hidden="1">${cell('B5', 'T-5')}</row><row r="6" hidden="1"><c r="B6" s="1"/></row>`
  const { cells, flaws } = await read(workbook({ rows, after: '<mergeCells><mergeCell ref="A2:A4"/></mergeCells>' }))
  const { problems } = readTable(cells, known, flaws)
  expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual([
    [2, 'mandate', 'merged'],
    [3, 'ticket', 'formula'],
    [4, 'ticket', 'formula'],
    [5, null, 'hidden'],
    [3, 'C', 'unnamedColumn'],
  ])
  expect(problemsOf(['mandate', 'ticket'], ['Ｋ7WF−3HXM−9P', 'T-1'])).toEqual([])
})

test('a small sheet with a cell at the edge of what sheets know is put back, and reading it ends nobody else', async () => {
  const edge = `<row r="1">${cell('A1', 'ticket')}</row><row r="8000">${cell('XFD8000', 'x')}</row>`
  const one = `<row r="1">${cell('A1', 'ticket')}</row>`
  const [far, near] = await Promise.all([edge, one].map((rows) => readFile(fileOf(workbook({ rows })))))
  expect(far).toEqual({ problem: 'fileBroken' })
  expect(near).toEqual({ cells: [['ticket']], flaws: [] })
})

test('when ten people bring one at once, eight are read, and nobody is told that theirs is broken', async () => {
  const sheet = workbook({ rows: `<row r="1">${cell('A1', 'ticket')}</row>` })
  const told = await Promise.all(Array.from({ length: 10 }, () => readFile(fileOf(sheet))))
  expect(told.filter((one) => 'cells' in one)).toHaveLength(8)
  expect(told.filter((one) => 'problem' in one)).toEqual([{ problem: 'fileWaits' }, { problem: 'fileWaits' }])
})

test('a spreadsheet that defines words of its own has none of them put in, from inside or from a file', async () => {
  const head = '<!DOCTYPE x [<!ENTITY big "BIG"><!ENTITY own SYSTEM "file:///etc/hostname">]>'
  const row = `<row r="1">${cell('A1', 'ticket')}</row><row r="2">${cell('A2', 'T&big;&own;')}</row>`
  const found = await readFile(fileOf(workbook({ rows: row, before: head })))
  expect(JSON.stringify(found)).not.toContain('BIG')
  expect(JSON.stringify(found)).toContain('T&big;&own;')
})

test('a text file is read in the encodings that Excel writes', async () => {
  const utf16 = Buffer.from('\ufeffticket\tlabel\r\nT-1\t架空\r\n', 'utf16le')
  const shiftJis = Buffer.from('7469636b65740d0a955c878a', 'hex')
  expect((await read(utf16)).cells).toEqual([
    ['ticket', 'label'],
    ['T-1', '架空'],
  ])
  expect((await read(shiftJis)).cells).toEqual([['ticket'], ['表㈱']])
  expect(await readFile(fileOf('ticket\nT\0'))).toEqual({ problem: 'fileBroken' })
})

interface TestSheet {
  rows: string
  state?: string
  before?: string
  after?: string
}

/** A workbook with these sheets; style 1 is a moment. */
function workbook(...sheets: TestSheet[]): Buffer<ArrayBuffer> {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const relation = (id: number, name: string, target: string) =>
    `<Relationship Id="r${id}" Type="${kind}/${name}" Target="${target}"/>`
  const links = sheets.map((_, at) => relation(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('')
  const named = sheets.map(
    ({ state = '' }, at) => `<sheet name="s${at}" sheetId="${at + 1}"${state} r:id="r${at + 1}"/>`,
  )
  const files = {
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${kind}"><sheets>${named.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${links}${relation(99, 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ rows, before = '', after = '' }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `${before}<worksheet ${main}><sheetData>${rows}</sheetData>${after}</worksheet>`,
      ]),
    ),
  }
  return zipOf(...Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const))
}

test('a text is read as it was written, or put back: other signs than it has are never taken', async () => {
  const shift = Buffer.from('7469636b65740d0a9ff4', 'hex') // two bytes that UTF-8 does not have
  const big = Buffer.from('ticket\r\n病院', 'utf16le').swap16()
  const texts: [BlobPart, string][] = [
    [shift, '滬'],
    [Buffer.concat([Buffer.from([0xfe, 0xff]), big]), '病院'],
    ['\ufeffticket\n\ufffd', '\ufffd'],
  ]
  for (const [content, said] of texts) {
    expect(await readFile(fileOf(content))).toMatchObject({ cells: [['ticket'], [said]] })
  }
  expect(await readFile(fileOf(Buffer.from('7469636b65740d0aff', 'hex')))).toEqual({ problem: 'fileBroken' })
})

test('a quotation mark that stands alone is told by its row', () => {
  for (const wrong of ['19" のラック', '"x"y', '"開いたまま\nT-3']) {
    expect(readCsv(`ticket\nT-1\n${wrong}\n`)).toEqual({ problem: 'fileQuotes', row: 3 })
  }
})
