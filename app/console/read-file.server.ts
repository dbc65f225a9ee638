/** A file of a vendor as rows of text: CSV, or the first sheet of an XLSX. Nothing of it is stored. */
import { CsvError, parse } from 'csv-parse/sync'

import { boundedEntries } from './bounded-zip.ts'
import { flawsIn, shownSheet, type Flaw } from './sheet-flaws.ts'
import { readSheetApart, SheetsWaiting } from './sheet-reader.server.ts'

export const fileLimit = 500_000 // bytes

export type ReadFile =
  | { cells: string[][]; flaws: readonly Flaw[] }
  | { problem: 'fileMissing' | 'fileLarge' | 'fileBroken' | 'fileQuotes' | 'fileWaits'; row?: number }

/** What it is is told by its content, not by its name. Excel in Japan writes Shift_JIS where it is not told otherwise. */
export async function readFile(file: unknown): Promise<ReadFile> {
  if (!(file instanceof File) || file.size === 0) return { problem: 'fileMissing' }
  if (file.size > fileLimit) return { problem: 'fileLarge' }
  const bytes = Buffer.from(await file.arrayBuffer())
  if (bytes.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') {
    const text = textOf(bytes)
    return text === null ? { problem: 'fileBroken' } : readCsv(text)
  }
  const entries = boundedEntries(bytes)
  const shown = entries && shownSheet(entries)
  if (!shown) return { problem: 'fileBroken' }
  try {
    const rows = await readSheetApart({ bytes, sheet: shown.sheet })
    return { cells: rowsOf(rows), flaws: flawsIn(shown.xml) }
  } catch (error) {
    return { problem: error instanceof SheetsWaiting ? 'fileWaits' : 'fileBroken' }
  }
}

/** Also of what was shown in the preview, when it is confirmed. */
export function readCsv(text: string): ReadFile {
  if (text.includes('\0')) return { problem: 'fileBroken' }
  const [head = ''] = text.split(/[\r\n]/, 1)
  const recordDelimiter = ['\r\n', '\n', '\r'] // also mixed: somebody pasted a line from elsewhere
  try {
    const cells = parse(text, {
      bom: true,
      delimiter: delimiterIn(head),
      recordDelimiter,
      relaxColumnCount: true,
      maxRecordSize: 100_000,
    })
    return { cells, flaws: [] }
  } catch (error) {
    if (!(error instanceof CsvError) || !quotes.has(error.code)) return { problem: 'fileBroken' }
    return { problem: 'fileQuotes', row: Number(error['records']) + 1 }
  }
}

/** By the header, in whose names none of them stands. Excel copies with tabs, and saves semicolons where commas are decimals. */
const delimiterIn = (head: string): string => [',', '\t', ';'].find((sign) => head.includes(sign)) ?? ','

/** What csv-parse calls a quote that stands alone. */
const quotes: ReadonlySet<string> = new Set([
  'INVALID_OPENING_QUOTE',
  'CSV_INVALID_CLOSING_QUOTE',
  'CSV_QUOTE_NOT_CLOSED',
])

/** Null when it is no text in any of the ways in which spreadsheets write: nothing is read as other signs than it has. */
function textOf(bytes: Buffer): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decoded('utf-16le', bytes)
  if (first === 0xfe && second === 0xff) return decoded('utf-16be', bytes)
  return decoded('utf-8', bytes) ?? decoded('shift_jis', bytes)
}

function decoded(encoding: string, bytes: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function rowsOf(sheet: unknown): string[][] {
  return Array.isArray(sheet) ? sheet.map((row) => (Array.isArray(row) ? row.map(cellText) : [])) : []
}

/** A cell with a date comes as one, in the spreadsheet's own time: it is read as Japan's. */
function cellText(cell: unknown): string {
  if (cell instanceof Date)
    return new Date(cell.getTime() + 500) // a spreadsheet's 9:30 is a fraction of a day: often 9:29:59.999
      .toISOString()
      .slice(0, 16)
      .replace('T', ' ')
      .replace(/ 00:00$/, '')
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : ''
}

/** As it is carried from the preview to the confirmation. */
export const csvOf = (cells: readonly (readonly string[])[]): string =>
  cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')
