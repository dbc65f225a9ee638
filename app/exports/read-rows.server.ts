import type { QueueLine } from '#db/case-files/case-files.server.ts'
import { listCaseFiles } from '#db/case-files/exports.server.ts'
import { listOwnNumbers } from '#db/case-files/feedback.server.ts'
import type { Tx } from '#db/context.ts'
import { listCells, type Cells } from '#db/queue/extracts.server.ts'

/** What a row of an export is written from. */
export interface ExportRow {
  line: QueueLine
  cells: Cells | undefined
  /** The body's own number of the case. */
  ownNumber: string | undefined
}

/** Of those that the reader still may see, in the order of the ids. */
export async function readRows(tx: Tx, ids: readonly string[]): Promise<ExportRow[]> {
  const [lines, cells, numbers] = await Promise.all([
    listCaseFiles(tx, ids),
    listCells(tx, ids),
    listOwnNumbers(tx, ids),
  ])
  return lines.map((line) => ({ line, cells: cells.get(line.id), ownNumber: numbers.get(line.id) }))
}
