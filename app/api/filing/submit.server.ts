/** Sending, as the preview's button does it. Its key is kept with the revision itself: the hot path asks nothing twice. */
import { jsonAnswer } from '#app/api/answer.server.ts'
import { sent, type SentCall } from '#app/api/operation.ts'
import { ApiProblem, notNow } from '#app/api/problem.server.ts'
import { worldContext } from '#app/context.ts'
import type { Language } from '#app/i18n/language.ts'
import { mustWait } from '#app/mandates/decide-sending.server.ts'
import { submitReport as submit, type Sent } from '#app/reports/sending/submit-report.server.ts'
import type { Context, Filer, Holder, Machine } from '#db/context.ts'
import { findOwnFiling } from '#db/programs/program-reports.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { listRevisions } from '#db/reports/revisions.server.ts'

import { onceKey } from './once-key.ts'
import { filerOf, heldReport, referenceIn } from './own-report.server.ts'
import { submitted } from './schemas.ts'
import { changedSince } from './start.server.ts'

export const submitReport = sent({
  id: 'submitReport',
  method: 'POST',
  path: '/reports/{reference}/submissions',
  summary: 'File the draft that was seen: each body gets its part',
  act: 'reports:submit',
  guarded: { by: 'draft', needed: true },
  status: 201,
  answer: submitted,
  problems: ['notFound', 'notNow', 'conflict', 'needsApproval', 'needsClient', 'outsideMandate'],
  handle(call) {
    const program = filerOf(call.actor)
    return program.kind === 'machine' ? sendOwn(call, program) : sendForClient(call)
  },
})

/** The report, its draft and who has to agree are read at once, and nothing of it again. */
async function sendOwn(call: SentCall, program: Machine): Promise<Response> {
  const { args, params, version, now } = call
  const store = args.context.get(worldContext).database.as(program)
  const reference = referenceIn(params)
  const found = await store.readAtOnce((tx) => findOwnFiling(tx, reference))
  if (!found) throw new ApiProblem('notFound')
  const { filing, needsApproval } = found
  if (needsApproval) throw new ApiProblem('needsApproval')
  const actor: Holder = { kind: 'holder', reportId: filing.report.id, program: program.clientId }
  const context = { db: store.as(actor), actor, now }
  const result = await submit(context, { ...keyAndPayload(call), version, filing }).catch(keyReused)
  return answerOf({ context, reference, language: call.language, draft: filing.draft.version, version }, result)
}

async function sendForClient(call: SentCall): Promise<Response> {
  const { context, report } = await heldReport(call, { act: 'send', shows: 'sections' })
  if (mustWait(context.actor)) throw new ApiProblem('needsClient')
  const { version } = call
  const result = await submit(context, { ...keyAndPayload(call), version }).catch(keyReused)
  return answerOf(
    { context, reference: report.reference, language: call.language, draft: report.draftVersion, version },
    result,
  )
}

const keyAndPayload = ({ actor, key, digest }: SentCall) => ({ key: onceKey(actor, key), payload: digest })

function keyReused(error: unknown): never {
  if (error instanceof StoreRefusal && error.code === 'idempotencyConflict') throw new ApiProblem('keyReused')
  throw error
}

interface Sending {
  context: Context<Filer>
  reference: string
  language: Language
  /** Of the draft; still the one that the caller has seen when whoever came first has sent it under another key. */
  draft: number
  version: number
}

async function answerOf({ context, reference, language, draft, version }: Sending, result: Sent): Promise<Response> {
  if (result.kind === 'changed') throw draft === version ? new ApiProblem('conflict') : changedSince(draft)
  if (result.kind === 'waits') throw new ApiProblem('needsApproval')
  if (result.kind !== 'sent') throw notNow(language, result.kind === 'withdrawn' ? 'withdrawn' : 'nothingToSend')
  const { number: revision, replayed, recipients } = result
  const location = { Location: `/api/v1/reports/${reference}/board` }
  if (!replayed) {
    const submittedAt = context.now.toISOString()
    return jsonAnswer({ reference, revision, submittedAt, recipients: recipients.toSorted() }, location, 201)
  }
  const revisions = await context.db.transaction((tx) => listRevisions(tx, context.actor.reportId))
  const first = revisions.find(({ number }) => number === revision)
  const [submittedAt, reached] = [first?.submittedAt.toISOString(), first?.recipients.toSorted()]
  const told = { reference, revision, submittedAt, recipients: reached }
  return jsonAnswer(told, { ...location, 'Idempotency-Replayed': 'true' }, 201)
}
