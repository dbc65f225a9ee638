/** What a body takes out: the cases of a filter, or one delivery. Each leaves a line in the audit of its report. */
import { digestOf, taggedAnswer, unlessHeld } from '#app/api/answer.server.ts'
import { read } from '#app/api/operation.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import { deliveryCopy } from '#app/api/sent-schemas.ts'
import { columnItems } from '#app/case-files/queue/columns.ts'
import { filterOptions } from '#app/case-files/queue/filter-options.ts'
import { queueChoice } from '#app/case-files/queue/queue-filters.ts'
import { visitContext, worldContext } from '#app/context.ts'
import { takeDelivery } from '#app/deliveries/take-delivery.server.ts'
import { jsonOf, sendingOf } from '#app/deliveries/taken-copy.ts'
import { byteOrderMark, csvLine } from '#app/exports/csv.ts'
import { exportColumns } from '#app/exports/export-table.ts'
import { readRows, type ExportRow } from '#app/exports/read-rows.server.ts'
import { selectCases } from '#app/exports/select-cases.server.ts'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { pdfResponse } from '#app/reports/sending/pdf.server.ts'
import { mostExported, recordExported } from '#db/case-files/exports.server.ts'
import type { BodyProgram, Context } from '#db/context.ts'
import { documentOf } from '#forms/document.ts'

import { lineAnswer } from './case-answer.server.ts'
import { deskOf, idIn } from './cases.server.ts'
import { caseExport, copyQuery, exportQuery } from './schemas.ts'

export const exportCaseFiles = read({
  id: 'exportCaseFiles',
  method: 'GET',
  path: '/case-exports',
  summary: 'The case files of a filter as one file, with their short answers; at most 5,000',
  act: 'cases:export',
  query: exportQuery,
  status: 200,
  answer: caseExport,
  also: 'text/csv',
  problems: ['notNow'],
  async handle(call) {
    const { format = 'csv', ...filters } = call.query
    const context = deskOf(call)
    const choice = queueChoice(new URLSearchParams(Object.entries(filters)))
    const rows = await takeCases(context, choice, format)
    if (format === 'csv') {
      const text = csvOf(context, rows, call.language)
      const csv = { headers: { 'Content-Type': 'text/csv; charset=utf-8; header=present' } }
      return unlessHeld(call.args.request, `"${digestOf(text)}"`, () => new Response(text, csv))
    }
    const caseFiles = rows.map(({ line, cells }) => ({ ...lineAnswer(line), answers: cells ?? {} }))
    return taggedAnswer(call.args.request, { caseFiles })
  },
})

/** Read and written down in one transaction: nothing leaves without its line. */
function takeCases({ db, actor, now }: Context<BodyProgram>, choice: ReturnType<typeof queueChoice>, format: string) {
  return db.transaction(async (tx) => {
    const ids = await selectCases(tx, choice, actor.clientId, now)
    if (ids.length > mostExported) throw new ApiProblem('notNow')
    await recordExported(tx, ids, { format }, now)
    return readRows(tx, ids)
  })
}

function csvOf({ actor, now }: Context<BodyProgram>, rows: readonly ExportRow[], language: Language): string {
  const { attacks, sectors, prefectures } = filterOptions(actor, now)
  const told = { attack: attacks.length > 0, sector: sectors.length > 0, prefecture: prefectures.length > 0 }
  const said = { t: i18nFor(language).t, words: documentWords(language) }
  const columns = exportColumns(told, columnItems(actor.recipient, now), said)
  const fields = rows.map((row) => columns.map(({ text }) => text(row)))
  return byteOrderMark + [columns.map(({ title }) => title), ...fields].map(csvLine).join('')
}

export const exportDelivery = read({
  id: 'exportDelivery',
  method: 'GET',
  path: '/deliveries/{id}',
  summary: 'What the body got with one revision, as it was sent; taking it opens it',
  act: 'cases:export',
  query: copyQuery,
  status: 200,
  answer: deliveryCopy,
  also: 'application/pdf',
  problems: ['notFound'],
  async handle(call) {
    const { format = 'json' } = call.query
    const taken = await takeDelivery(deskOf(call), idIn(call.params), format)
    if (format === 'json') return taggedAnswer(call.args.request, jsonOf(taken))
    const { language } = call.args.context.get(visitContext)
    const page = documentOf(taken.projection, documentWords(language), { ...sendingOf(taken), cover: taken.cover })
    const { reference, recipient, revisionNumber, sentAt } = taken.line
    const { pdf } = call.args.context.get(worldContext)
    const name = `${reference}-${recipient}-${revisionNumber}.pdf`
    const tag = `W/"${digestOf(JSON.stringify(page))}"` // of what is drawn: who has it need not wait for the drawing
    return unlessHeld(call.args.request, tag, () => pdfResponse(pdf, page, sentAt, name))
  },
})
