import { dayOf } from '#app/case-files/due-words.ts'
import { columnItems, severityColumn } from '#app/case-files/queue/columns.ts'
import { filterOptions } from '#app/case-files/queue/filter-options.ts'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { markTaken, type ExportLine } from '#db/case-files/exports.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { listColumns } from '#db/queue/views.server.ts'

import { byteOrderMark, csvLine } from './csv.ts'
import { exportColumns, type ExportColumn } from './export-table.ts'
import { readRows } from './read-rows.server.ts'
import { spreadsheetOf } from './spreadsheet.server.ts'
import { statisticsFile } from './statistics-file.server.ts'

const atOnce = 250
const types = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** The file of a prepared export, read while it is sent: no connection to the database waits for a slow reader. */
export async function exportFile(context: Context<Officer>, line: ExportLine, language: Language): Promise<Response> {
  await context.db.transaction((tx) => markTaken(tx, line.id, context.now))
  const name = `${context.actor.recipient}-${dayOf(line.preparedAt)}-${line.id.slice(-6)}.${line.format}`
  const body = await (line.about === 'statistics' ? statisticsFile : caseFiles)(context, line, language)
  return new Response(body, {
    headers: { 'Content-Type': types[line.format], 'Content-Disposition': `attachment; filename="${name}"` },
  })
}

async function caseFiles(context: Context<Officer>, line: ExportLine, language: Language) {
  const columns = await columnsOf(context, line, language)
  return line.format === 'csv' ? csvStream(context, line, columns) : workbookOf(context, line, columns, language)
}

/** As in the queue: the body's own columns; or every item that could be one. */
async function columnsOf({ db, actor, now }: Context<Officer>, { allItems }: ExportLine, language: Language) {
  const chosen = allItems ? columnItems(actor.recipient, now) : await db.transaction(listColumns)
  const items = chosen.filter((column) => column !== severityColumn) // which is always there
  const { attacks, sectors, prefectures } = filterOptions(actor, now)
  const told = { attack: attacks.length > 0, sector: sectors.length > 0, prefecture: prefectures.length > 0 }
  return exportColumns(told, items, { t: i18nFor(language).t, words: documentWords(language) })
}

/** A few hundred at a time, each in a transaction of its own. */
async function* rowsOf(context: Context<Officer>, { caseFileIds }: ExportLine, columns: readonly ExportColumn[]) {
  for (let at = 0; at < caseFileIds.length; at += atOnce) {
    const ids = caseFileIds.slice(at, at + atOnce)
    const rows = await context.db.transaction((tx) => readRows(tx, ids))
    yield rows.map((row) => columns.map(({ text }) => text(row)))
  }
}

/** Pulled by the reader: the next rows are read when those before have left. */
function csvStream(context: Context<Officer>, line: ExportLine, columns: readonly ExportColumn[]): ReadableStream {
  const encoder = new TextEncoder()
  const rows = rowsOf(context, line, columns)
  return new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(encoder.encode(byteOrderMark + csvLine(columns.map(({ title }) => title)))),
    pull: async (stream) => {
      const { value, done } = await rows.next()
      if (done) stream.close()
      else stream.enqueue(encoder.encode(value.map(csvLine).join('')))
    },
    cancel: async () => {
      await rows.return()
    },
  })
}

/** A workbook is one archive, so its rows are gathered first; there are never more than may be exported. */
async function workbookOf(
  context: Context<Officer>,
  line: ExportLine,
  columns: readonly ExportColumn[],
  language: Language,
) {
  const rows: string[][] = []
  for await (const some of rowsOf(context, line, columns)) rows.push(...some)
  const head = columns.map(({ title }) => title)
  return spreadsheetOf(head, rows, i18nFor(language).t('exports:sheet'))
}
