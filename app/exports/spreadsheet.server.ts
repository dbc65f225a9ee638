import type { SheetData } from 'write-excel-file/node'

/** 20 MB in memory, so it is loaded by the first export. */
const library = () => import('write-excel-file/node')

/** A workbook of one sheet: the first row is its head and stays in sight. All cells are text, so that none is a formula. */
export async function spreadsheetOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  sheet: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const titles = head.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  const cells = rows.map((row) => row.map((value) => (value === '' ? null : { value, type: String })))
  const widths = head.map((_, column) => ({ width: widthOf([head, ...rows.slice(0, 100)], column) }))
  const data: SheetData = [titles, ...cells]
  const { default: writeSheet } = await library()
  const bytes = await writeSheet(data, { sheet, columns: widths, stickyRowsCount: 1 }).toBuffer()
  return new Uint8Array(bytes)
}

/** In letters of narrow width; Japanese ones take two. */
function widthOf(rows: readonly (readonly string[])[], column: number): number {
  const widths = rows.map((row) =>
    [...(row[column] ?? '')].reduce((sum, letter) => sum + (letter > '\u00ff' ? 2 : 1), 0),
  )
  return Math.min(Math.max(...widths, 8) + 2, 60)
}
