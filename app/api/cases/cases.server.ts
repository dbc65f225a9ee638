/** The desk for programs of a body: the same verbs that its officers use, and no second way. */
import { isBodyProgram } from '#app/api/admit.server.ts'
import { taggedAnswer } from '#app/api/answer.server.ts'
import { read, write, type Done, type ReadCall, type WriteCall } from '#app/api/operation.ts'
import { cursorOf, readCursor } from '#app/api/page-cursor.server.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import { nothing } from '#app/api/schemas.ts'
import type { ActResult } from '#app/case-files/acts/act.ts'
import { closeCase, reopenCase } from '#app/case-files/acts/close.server.ts'
import { shownDelivery } from '#app/case-files/page/case-view.server.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { filtersOf } from '#app/case-files/queue/chosen-filters.ts'
import { queueChoice } from '#app/case-files/queue/queue-filters.ts'
import { worldContext } from '#app/context.ts'
import { openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { acknowledge as acknowledgeCase } from '#app/feedback/acknowledge.server.ts'
import { advise as adviseOn } from '#app/feedback/advise.server.ts'
import { ask as askAbout } from '#app/feedback/ask.server.ts'
import { retract as retractQuestion } from '#app/feedback/retract.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { BodyProgram, Caller, Context } from '#db/context.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { queuePlace } from '#db/queue/queue-order.server.ts'
import { readInOrder } from '#db/queue/reading-order.server.ts'

import { lineAnswer } from './case-answer.server.ts'
import { caseAsSeen, caseNow, mustBeAsSeen } from './case-as-seen.server.ts'
import {
  acknowledgement,
  advice,
  caseFile,
  caseList,
  caseQuery,
  closure,
  done,
  listQuery,
  question,
  retraction,
} from './schemas.ts'

const path = '/case-files/{id}'

export function bodyOf(actor: Caller | null): BodyProgram {
  if (!actor || !isBodyProgram(actor)) throw new ApiProblem('notItsAct')
  return actor
}

export function deskOf({
  args,
  actor,
  now,
}: Pick<ReadCall<unknown, unknown>, 'args' | 'actor' | 'now'>): Context<BodyProgram> {
  const body = bodyOf(actor)
  return { db: args.context.get(worldContext).database.as(body), actor: body, now }
}

/** The id in the address; what can be none is not found, as is one of another body. */
export function idIn({ id = '' }: Readonly<Record<string, string>>): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new ApiProblem('notFound')
  return id
}

export const listCaseFiles = read({
  id: 'listCaseFiles',
  method: 'GET',
  path: '/case-files',
  summary: 'The queue of the body, page by page',
  act: 'cases:read',
  query: listQuery,
  status: 200,
  answer: caseList,
  async handle(call) {
    const { after, limit = 25, order = 'newest', ...filters } = call.query
    const list = `case-files ${order}`
    const cursor = readCursor({ after, language: call.language }, list, queuePlace)?.text
    const choice = queueChoice(new URLSearchParams(Object.entries(filters)))
    const { db, actor, now } = deskOf(call)
    const { lines, next } = await db.transaction(async (tx) => {
      await readInOrder(tx)
      return listQueue(tx, { filters: filtersOf(choice, actor.clientId, now), order, cursor, limit })
    })
    return taggedAnswer(call.args.request, { caseFiles: lines.map(lineAnswer), next: next && cursorOf(list, next) })
  },
})

export const getCaseFile = read({
  id: 'getCaseFile',
  method: 'GET',
  path,
  summary: 'Read a case file; the first reading is shown to the reporter as an opening by program',
  act: 'cases:read',
  query: caseQuery,
  status: 200,
  answer: caseFile,
  problems: ['notFound'],
  async handle(call) {
    const context = deskOf(call)
    const found = await readCase(context, idIn(call.params))
    const { revision = null } = call.query
    const shown = shownDelivery(found.deliveries, revision)
    if (revision !== null && shown.line.revisionNumber !== revision) throw new ApiProblem('notFound')
    const first = await openDelivery(context, shown.line)
    const opened = first ? await readCase(context, found.file.id) : found
    const seen = { revision: shown.line.revisionNumber, language: call.language }
    const { answer, etag } = await caseAsSeen(context, opened, seen)
    return taggedAnswer(call.args.request, answer, etag)
  },
})

/** What a verb of the desk refuses becomes a problem that names the fields. */
async function act<B>(
  call: WriteCall<B>,
  verb: (context: Context<BodyProgram>, id: string) => Promise<ActResult>,
): Promise<Done> {
  const { db, now, language, params } = call
  const [context, id] = [{ db, actor: bodyOf(call.actor), now }, idIn(params)]
  await mustBeAsSeen(call, context, id)
  const result = await verb(context, id)
  if ('done' in result) {
    const { etag } = await caseNow(call, context, id)
    return { body: { done: result.done }, headers: { ETag: etag } }
  }
  const words = wordsOf(language)
  const problems = result.problems.map(({ field, code, values = {} }) =>
    code === 'itemNotAskable' // pages have a list to choose from
      ? { item: values['item'], code, detail: words('api:details.itemNotAskable') }
      : { field: `/${field}`, code, detail: words(`recipient:problems.${code}`, values) },
  )
  throw new ApiProblem(problems.some(({ code }) => notNow.has(code)) ? 'notNow' : 'invalid', { problems })
}

/** Refused for how the case file stands, and not for what was sent. */
const notNow: ReadonlySet<string> = new Set(['alreadyClosed', 'notClosed', 'answeredBefore'])

const answering = {
  method: 'POST',
  act: 'cases:answer',
  guarded: { by: 'caseFile' },
  tags: 'caseFile',
  status: 200,
  answer: done,
  problems: ['notFound'],
} as const

export const acknowledge = write({
  ...answering,
  id: 'acknowledge',
  path: `${path}/acknowledgement`,
  summary: 'Tell the reporter that the body has it in hand, with its number',
  body: acknowledgement,
  handle: (call) => act(call, (context, id) => acknowledgeCase(context, id, call.body)),
})

export const ask = write({
  ...answering,
  id: 'ask',
  path: `${path}/questions`,
  summary: 'Ask the reporter, about items or in general',
  body: question,
  handle: (call) => act(call, (context, id) => askAbout(context, id, call.body)),
})

export const retract = write({
  ...answering,
  id: 'retract',
  path: `${path}/questions/{question}/retraction`,
  summary: 'Take back a question that nothing has answered; the reporter sees that, and why',
  body: retraction,
  problems: ['notFound', 'notNow'],
  handle: (call) => {
    const asked = idIn({ id: call.params['question'] ?? '' })
    return act(call, (context, id) => retractQuestion(context, id, { question: asked, ...call.body }))
  },
})

export const advise = write({
  ...answering,
  id: 'advise',
  path: `${path}/advice`,
  summary: 'Tell the reporter what to do, and how far that may be passed on',
  body: advice,
  handle: (call) => act(call, (context, id) => adviseOn(context, id, call.body)),
})

export const close = write({
  ...answering,
  id: 'close',
  path: `${path}/closure`,
  summary: 'End the body’s own work on it, with the reason',
  body: closure,
  problems: ['notFound', 'notNow'],
  handle: (call) => act(call, (context, id) => closeCase(context, id, call.body)),
})

export const reopen = write({
  ...answering,
  id: 'reopen',
  path: `${path}/reopening`,
  summary: 'Take it up again',
  body: nothing,
  problems: ['notFound', 'notNow'],
  handle: (call) => act(call, (context, id) => reopenCase(context, id)),
})
