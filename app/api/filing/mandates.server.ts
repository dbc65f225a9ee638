/** What a vendor's programs ask besides: under which mandates they act, and that a client look at a sending. */
import type { z } from 'zod'

import { taggedAnswer } from '#app/api/answer.server.ts'
import { read, write } from '#app/api/operation.ts'
import { datedCursor, datedPlace, readCursor } from '#app/api/page-cursor.server.ts'
import { notNow } from '#app/api/problem.server.ts'
import { nothing } from '#app/api/schemas.ts'
import { worldContext } from '#app/context.ts'
import { askToSend as ask, mustWait } from '#app/mandates/decide-sending.server.ts'
import { sendingView } from '#app/mandates/mandate-view.ts'
import { listSendings } from '#db/mandates/sendings.server.ts'
import { countClients, listClients, type CountedClient } from '#db/vendors/vendor-clients.server.ts'

import { heldDraft } from './drafts.server.ts'
import { filerOf, heldReport } from './own-report.server.ts'
import { listQuery, mandateList, mandateLine, sendingAsked, sendingList } from './schemas.ts'

export const listMandates = read({
  id: 'listMandates',
  method: 'GET',
  path: '/mandates',
  summary:
    'For programs of a vendor: the mandates under which it acts, and what each covers; the newest first, page by page',
  act: 'reports:read',
  query: listQuery,
  status: 200,
  answer: mandateList,
  async handle({ args, actor, query, language }) {
    const program = filerOf(actor)
    if (program.kind !== 'vendor') return taggedAnswer(args.request, { mandates: [], next: null })
    const { limit = 25 } = query
    const place = readCursor({ after: query.after, language }, 'mandates', datedPlace)?.place
    const after = place ? { at: new Date(place[0]), id: place[1] } : null
    const store = args.context.get(worldContext).database.as(program)
    const found = await store.transaction((tx) => listClients(tx, program.organisationId, { after, limit: limit + 1 }))
    const shown = await store.transaction((tx) => countClients(tx, found.slice(0, limit)))
    const last = found.length > limit ? shown.at(-1)?.mandate : undefined
    const next = last ? datedCursor('mandates', last.redeemedAt ?? last.offeredAt, last.id) : null
    return taggedAnswer(args.request, { mandates: shown.map(lineOf), next })
  },
})

function lineOf({ mandate, label, reports, openQuestions }: CountedClient): z.input<typeof mandateLine> {
  const { number, words, reportId, sections, acts, approves, validUntil } = mandate
  return {
    number,
    client: label || words.client,
    forAll: reportId === null,
    sections: sections && [...sections],
    acts: [...acts],
    approves,
    until: validUntil?.toISOString() ?? null,
    reports,
    openQuestions,
  }
}

const path = '/reports/{reference}/sendings'

export const askToSend = write({
  id: 'askToSend',
  method: 'POST',
  path,
  summary: 'For programs of a vendor: ask the client to look at the draft that was seen, and to send it',
  act: 'reports:submit',
  guarded: { by: 'draft', needed: true },
  body: nothing,
  status: 201,
  answer: sendingAsked,
  problems: ['notFound', 'notNow', 'outsideMandate'],
  async handle(call) {
    const { context } = await heldDraft(call, { act: 'send', shows: 'sections' })
    if (!mustWait(context.actor)) throw notNow(call.language, 'mayFile')
    if (!(await ask({ ...context, actor: context.actor }))) throw notNow(call.language, 'nothingToSend')
    return { body: { draftVersion: call.version, askedAt: call.now.toISOString() } }
  },
})

export const getSendings = read({
  id: 'getSendings',
  method: 'GET',
  path,
  summary: 'For programs of a vendor: what the client said to each sending it was asked for',
  act: 'reports:read',
  status: 200,
  answer: sendingList,
  problems: ['notFound', 'outsideMandate'],
  async handle(call) {
    const { context, report } = await heldReport(call, { act: 'read', shows: 'sections' })
    const sendings = await context.db.transaction((tx) => listSendings(tx, report.id))
    const own = sendings.filter(({ mandateId }) => mandateId === report.under?.mandateId)
    return taggedAnswer(call.args.request, {
      sendings: own.map((one) => {
        const { id: _id, vendor: _vendor, ...shown } = sendingView(one, '')
        return { ...shown, draftVersion: one.draftVersion }
      }),
    })
  },
})
