/** Drafts, as programs make and change them: through the verb that saves a page of the form. */
import { isDeepStrictEqual } from 'node:util'

import { digestOf, taggedAnswer } from '#app/api/answer.server.ts'
import { read, write, type WriteCall } from '#app/api/operation.ts'
import { planFor } from '#app/api/plan.server.ts'
import { notNow } from '#app/api/problem.server.ts'
import { plan } from '#app/api/schemas.ts'
import { isLimited, seenBy } from '#app/reports/authority.ts'
import { followUp as openNext } from '#app/reports/board/follow-up.server.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { getDraft as readDraft, saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { lockDraft } from '#db/reports/drafts.server.ts'
import { isFilledIn } from '#forms/edition.ts'
import { noChoices } from '#forms/projection.ts'

import { judgeChoices } from './judge-choices.ts'
import { judged } from './judge.server.ts'
import { heldReport, holdReport, type Held, type Use } from './own-report.server.ts'
import { draft, draftChange, newReport, nextReport, saved, started } from './schemas.ts'
import { changedSince, draftTag, startWith } from './start.server.ts'

const path = '/reports/{reference}'
export const startReport = write({
  id: 'startReport',
  method: 'POST',
  path: '/reports',
  summary: 'Make a draft, with answers or without',
  act: 'reports:draft',
  body: newReport,
  tags: 'draft',
  status: 201,
  answer: started,
  problems: ['outsideMandate'],
  handle: (call) => startWith(call, call.body),
})

export const getDraft = read({
  id: 'getDraft',
  method: 'GET',
  path: `${path}/draft`,
  summary: 'The answers and choices as they stand',
  act: 'reports:draft',
  status: 200,
  answer: draft,
  problems: ['notFound', 'outsideMandate'],
  async handle(call) {
    const { context, report } = await heldReport(call, { act: 'draft', shows: 'sections' })
    const found = await context.db.transaction((tx) => readDraft(tx, report.id))
    const { version, savedAt, answers } = seenBy(context.actor, found)
    const choices = isLimited(context.actor) ? noChoices : found.choices // they name who gets what, which shows every section
    const { reference } = report
    const told = { reference, version, savedAt: savedAt.toISOString(), answers, choices }
    return taggedAnswer(call.args.request, told, draftTag(version))
  },
})

export const changeDraft = write({
  id: 'changeDraft',
  method: 'PATCH',
  path: `${path}/draft`,
  summary: 'Change answers and choices; nothing is sent',
  act: 'reports:draft',
  guarded: { by: 'draft', needed: true },
  tags: 'draft',
  body: draftChange,
  status: 200,
  answer: saved,
  problems: ['notFound', 'notNow', 'outsideMandate'],
  async handle(call) {
    const { answers: told = {}, choices } = call.body
    const { context } = await heldDraft(call, { act: 'draft', shows: choices ? 'whole' : 'sections' })
    const answers = await withoutFilledIn(context, told)
    if (choices) judgeChoices(choices, call.language, call.now)
    const sound = judged(answers, { language: call.language, filer: context.actor, clears: true })
    const page = { base: call.version, items: Object.keys(answers), answers: sound }
    const { draft: after } = await saveAnswers(context, page, choices)
    return { body: { version: after.version }, headers: { ETag: draftTag(after.version) } }
  },
})

/** What the portal fills in may come back as it was got, from a program that sends a draft whole. */
async function withoutFilledIn({ db, actor }: Held['context'], told: Readonly<Record<string, unknown>>) {
  if (!Object.keys(told).some(isFilledIn)) return told
  const { answers } = seenBy(actor, await db.transaction((tx) => readDraft(tx, actor.reportId)))
  const isAsGot = (item: string) => isFilledIn(item) && isDeepStrictEqual(answers[item], told[item])
  return Object.fromEntries(Object.entries(told).filter(([item]) => !isAsGot(item)))
}

export const followUp = write({
  id: 'followUp',
  method: 'POST',
  path: `${path}/follow-ups`,
  summary: 'Open the draft of the next report on the same incident',
  act: 'reports:draft',
  guarded: { by: 'draft' },
  tags: 'draft',
  body: nextReport,
  status: 200,
  answer: saved,
  problems: ['notFound', 'notNow', 'outsideMandate'],
  async handle(call) {
    const { context, report } = await heldDraft(call, { act: 'draft', shows: 'whole' })
    if (report.revisionNumber === 0) throw notNow(call.language, 'notSent')
    await openNext(context, call.body.phase)
    const { version } = await context.db.transaction((tx) => readDraft(tx, report.id))
    return { body: { version }, headers: { ETag: draftTag(version) } }
  },
})

export async function taggedDraft({ db, actor }: Held['context']): Promise<Record<string, string>> {
  const { version } = await db.transaction((tx) => readDraft(tx, actor.reportId))
  return { ETag: draftTag(version) }
}

export const planReport = read({
  id: 'planReport',
  method: 'GET',
  path: `${path}/plan`,
  summary: 'Who would get what of the draft, by when, and why; nothing is sent',
  act: 'reports:draft',
  status: 200,
  answer: plan,
  problems: ['notFound', 'outsideMandate'],
  async handle(call) {
    const { context } = await heldReport(call, { act: 'read', shows: 'whole' })
    const { whole, draft: own } = await openDraft(context)
    const told = planFor(whole.answers, call.now, call.language, own.choices)
    const { asOf: _now, ...said } = told
    return taggedAnswer(call.args.request, told, `W/"${digestOf(JSON.stringify(said))}"`)
  },
})

/** The draft as the caller has seen it, where it says so, and nobody else saves meanwhile. */
export async function heldDraft<B>(call: WriteCall<B>, use: Use) {
  const held = await holdReport(call, use)
  if (held.report.withdrawnAt) throw notNow(call.language, 'withdrawn')
  return asSeen(call, held)
}

export async function asSeen<B>(call: WriteCall<B>, held: Held): Promise<Held> {
  if (call.ifMatch === null) return held
  const version = await lockDraft(call.tx, held.report.id)
  if (version !== call.version) throw changedSince(version ?? 0)
  return held
}
