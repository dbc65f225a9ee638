/** A report out of the portal and into it again, as one document. */
import { taggedAnswer } from '#app/api/answer.server.ts'
import { read, write } from '#app/api/operation.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import { worldContext } from '#app/context.ts'
import { exportReport as documentOf, readDocument, reportDocument } from '#app/reports/report-document.server.ts'

import { startWith } from './drafts.server.ts'
import { judged } from './judge.server.ts'
import { heldReport } from './own-report.server.ts'
import { imported } from './schemas.ts'

export const exportReport = read({
  id: 'exportReport',
  method: 'GET',
  path: '/reports/{reference}/document',
  summary: 'The report as one document, with editions and digests',
  act: 'reports:read',
  status: 200,
  answer: reportDocument,
  problems: ['notFound'],
  async handle(call) {
    const { context } = await heldReport(call)
    const { keyring } = call.args.context.get(worldContext).database
    return taggedAnswer(call.args.request, await documentOf(context, keyring))
  },
})

export const importReport = write({
  id: 'importReport',
  method: 'POST',
  path: '/report-documents',
  summary: 'Make a draft of the draft in such a document; one that was changed is refused',
  act: 'reports:draft',
  body: reportDocument,
  status: 201,
  answer: imported,
  problems: ['changedDocument'],
  async handle(call) {
    const found = readDocument(call.body, call.args.context.get(worldContext).database.keyring)
    if (found === 'changed') throw new ApiProblem('changedDocument')
    const answers = judged(found.answers, call.language)
    const { body, headers } = await startWith(call, { language: call.language, answers, choices: found.choices })
    return { body: { ...body, copy: found.isCopy }, headers }
  },
})
