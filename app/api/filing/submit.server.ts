/** Sending, as the preview's button does it. Its key is kept with the revision itself: the hot path asks nothing twice. */
import { jsonAnswer } from '#app/api/answer.server.ts'
import { sent } from '#app/api/operation.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import { sha256 } from '#app/reports/decide-submission.ts'
import { submitReport as submit, type Sent } from '#app/reports/submit-report.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { listRevisions } from '#db/revisions.server.ts'

import { heldReport, type Held } from './own-report.server.ts'
import { submitted } from './schemas.ts'

export const submitReport = sent({
  id: 'submitReport',
  method: 'POST',
  path: '/reports/{reference}/submissions',
  summary: 'File the draft that was seen: each body gets its part',
  act: 'reports:submit',
  guarded: true,
  status: 201,
  answer: submitted,
  problems: ['notFound', 'notNow'],
  async handle(call) {
    const held = await heldReport(call)
    if (held.report.needsApproval) throw new ApiProblem('needsApproval')
    const key = sha256(`program ${call.actor.clientId} ${call.key}`).toString('hex').slice(0, 32)
    const result = await submit(held.context, { key, version: call.version, payload: call.digest }).catch(keyReused)
    return answerOf(held, result)
  },
})

function keyReused(error: unknown): never {
  if (error instanceof StoreRefusal && error.code === 'idempotencyConflict') throw new ApiProblem('keyReused')
  throw error
}

async function answerOf({ context, report }: Held, result: Sent): Promise<Response> {
  if (result.kind === 'changed') throw new ApiProblem('preconditionFailed')
  if (result.kind !== 'sent') throw new ApiProblem('notNow')
  const { number: revision, replayed, recipients } = result
  const { reference } = report
  const location = { Location: `/api/v1/reports/${reference}/board` }
  if (!replayed) {
    const submittedAt = context.now.toISOString()
    return jsonAnswer({ reference, revision, submittedAt, recipients }, location, 201)
  }
  const revisions = await context.db.transaction((tx) => listRevisions(tx, report.id))
  const first = revisions.find(({ number }) => number === revision)
  const told = { reference, revision, submittedAt: first?.submittedAt.toISOString(), recipients: first?.recipients }
  return jsonAnswer(told, { ...location, 'Idempotency-Replayed': 'true' }, 201)
}
