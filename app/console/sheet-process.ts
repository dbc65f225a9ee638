/** Reads one sheet and ends: a process of its own, so that a sheet that never ends is nobody else's. Run by Node as it stands. */
import { readSheet } from 'read-excel-file/node'

export interface SheetOrder {
  bytes: Uint8Array
  /** From 1, in the order of the workbook. */
  sheet: number
}

/** Far beyond what can be meant: cells at the edge of what a spreadsheet knows make millions of empty ones. */
const mostCells = 100_000

process.once('message', async ({ bytes, sheet }: SheetOrder) => {
  const rows: unknown[][] = await readSheet(Buffer.from(bytes), sheet)
  const cells = rows.reduce((sum, row) => sum + row.length, rows.length)
  if (cells > mostCells) process.exit(1)
  process.send?.(rows, () => process.exit())
})

process.on('disconnect', () => process.exit())
