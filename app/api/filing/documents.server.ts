/** A report out of the portal and into it again, as one document. */
import { digestOf, taggedAnswer } from '#app/api/answer.server.ts'
import { read, write } from '#app/api/operation.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import { worldContext } from '#app/context.ts'
import {
  exportReport as documentOf,
  readDocument,
  reportDocument,
} from '#app/reports/sending/report-document.server.ts'

import { heldReport } from './own-report.server.ts'
import { documentQuery, imported, importQuery } from './schemas.ts'
import { startWith } from './start.server.ts'

export const exportReport = read({
  id: 'exportReport',
  method: 'GET',
  path: '/reports/{reference}/document',
  summary: 'The report as one document, with editions and digests',
  act: 'reports:read',
  query: documentQuery,
  status: 200,
  answer: reportDocument,
  problems: ['notFound', 'outsideMandate'],
  async handle(call) {
    const { context } = await heldReport(call, { act: 'read', shows: 'whole' })
    const { keyring } = call.args.context.get(worldContext).database
    const document = await documentOf(context, keyring, call.query.revisions)
    const { exportedAt: _now, seal: _ofNow, ...said } = document
    return taggedAnswer(call.args.request, document, `W/"${digestOf(JSON.stringify(said))}"`)
  },
})

export const importReport = write({
  id: 'importReport',
  method: 'POST',
  path: '/report-documents',
  summary: 'Make a draft of the draft in such a document; one that was changed is refused',
  act: 'reports:draft',
  body: reportDocument,
  query: importQuery, // the document is sealed and can hold no word of the vendor's
  tags: 'draft',
  status: 201,
  answer: imported,
  problems: ['changedDocument', 'outsideMandate'],
  async handle(call) {
    const found = readDocument(call.body, call.args.context.get(worldContext).database.keyring)
    if (found === 'changed') throw new ApiProblem('changedDocument')
    const { answers, choices, isCopy } = found
    const beginning = { language: call.language, answers, choices, ...call.query }
    const { body, headers = {} } = await startWith(call, beginning)
    return { body: { ...body, copy: isCopy }, headers }
  },
})
