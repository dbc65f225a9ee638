import { cellsOf } from '#app/case-files/queue/columns.ts'
import type { QueueLine } from '#db/case-files/case-files.server.ts'
import { listCaseFiles } from '#db/case-files/exports.server.ts'
import { listOwnNumbers } from '#db/case-files/feedback.server.ts'
import type { Tx } from '#db/context.ts'
import { listCells, type Cells } from '#db/queue/extracts.server.ts'
import { listUnextracted } from '#db/queue/unextracted.server.ts'

/** What a row of an export is written from. */
export interface ExportRow {
  line: QueueLine
  cells: Cells | undefined
  /** The body's own number of the case. */
  ownNumber: string | undefined
}

/**
 * Of those that the reader still may see, in the order of the ids. Answers are those of the last revision, also where it
 * came a moment ago; the lines are read first, so none stands beside answers that are older.
 */
export async function readRows(tx: Tx, ids: readonly string[]): Promise<ExportRow[]> {
  const lines = await listCaseFiles(tx, ids)
  const [late, cells, numbers] = await Promise.all([
    listUnextracted(tx, ids),
    listCells(tx, ids),
    listOwnNumbers(tx, ids),
  ])
  const cellsNow = (id: string) => {
    const projection = late.get(id)
    return projection ? cellsOf(projection) : cells.get(id)
  }
  return lines.map((line) => ({ line, cells: cellsNow(line.id), ownNumber: numbers.get(line.id) }))
}
