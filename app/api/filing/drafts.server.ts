/** Drafts, as programs make and change them: through the verb that saves a page of the form. */
import { jsonAnswer, taggedAnswer } from '#app/api/answer.server.ts'
import { read, write, type WriteCall } from '#app/api/operation.ts'
import { planFor } from '#app/api/plan.server.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import { plan } from '#app/api/schemas.ts'
import { followUp as openNext } from '#app/reports/follow-up.server.ts'
import { openDraft } from '#app/reports/open-draft.server.ts'
import { getDraft as readDraft, saveAnswers } from '#app/reports/save-answers.server.ts'
import type { Language } from '#app/i18n/language.ts'
import type { Context, Holder } from '#db/context.ts'
import { lockDraft } from '#db/program-reports.server.ts'
import { startReport as insertReport } from '#db/reports.server.ts'
import { hashSecret, newId, newReference, newSecret } from '#db/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import type { Choices } from '#forms/projection.ts'

import { judged } from './judge.server.ts'
import { filerOf, heldReport, holdReport } from './own-report.server.ts'
import { draft, draftChange, newReport, nextReport, saved, started } from './schemas.ts'

const path = '/reports/{reference}'
export const draftTag = (version: number): string => `"${version}"`

/** Nobody has the secret of a report that a program starts: people come in by their organisation. Hashing is slow, so once. */
let nobodysSecret: Promise<string> | null = null

export const startReport = write({
  id: 'startReport',
  method: 'POST',
  path: '/reports',
  summary: 'Make a draft, with answers or without',
  act: 'reports:draft',
  body: newReport,
  status: 201,
  answer: started,
  handle: (call) =>
    startWith(call, { language: call.body.language, answers: judged(call.body.answers, call.language) }),
})

interface Beginning {
  language: Language
  answers: Answers
  choices?: Choices
}

/** A new report of the program's organisation, with these answers in its draft. */
export async function startWith<B>(
  { tx, db, actor, now }: WriteCall<B>,
  { language, answers, choices }: Beginning,
): Promise<{ body: { reference: string; version: number }; headers: Record<string, string> }> {
  const program = filerOf(actor)
  const [id, reference] = [newId(), newReference()]
  nobodysSecret ??= hashSecret(newSecret())
  const secretHash = await nobodysSecret
  await insertReport(tx, { id, reference, secretHash, language, edition: currentEdition.id, now })
  const holder: Holder = { kind: 'holder', reportId: id, program: program.clientId }
  const version = await save({ db, actor: holder, now }, { base: 1, answers, items: Object.keys(answers) }, choices)
  const headers = { Location: `/api/v1/reports/${reference}`, ETag: draftTag(version) }
  return { body: { reference, version }, headers }
}

export const getDraft = read({
  id: 'getDraft',
  method: 'GET',
  path: `${path}/draft`,
  summary: 'The answers and choices as they stand',
  act: 'reports:draft',
  status: 200,
  answer: draft,
  problems: ['notFound'],
  async handle(call) {
    const { context, report } = await heldReport(call)
    const { version, savedAt, answers, choices } = await context.db.transaction((tx) => readDraft(tx, report.id))
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
  guarded: true,
  body: draftChange,
  status: 200,
  answer: saved,
  problems: ['notFound', 'notNow'],
  async handle(call) {
    const { context } = await heldDraft(call)
    const { answers = {}, choices } = call.body
    const kept = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null))
    const page = { base: call.version, items: Object.keys(answers), answers: judged(kept, call.language) }
    const unknown = page.items.find((item) => !currentEdition.items.has(item))
    if (unknown !== undefined) judged({ [unknown]: '' }, call.language)
    const version = await save(context, page, choices)
    return { body: { version }, headers: { ETag: draftTag(version) } }
  },
})

export const followUp = write({
  id: 'followUp',
  method: 'POST',
  path: `${path}/follow-ups`,
  summary: 'Open the draft of the next report on the same incident',
  act: 'reports:draft',
  body: nextReport,
  status: 200,
  answer: saved,
  problems: ['notFound', 'notNow'],
  async handle(call) {
    const { context, report } = await holdReport(call)
    if (report.revisionNumber === 0 || report.withdrawnAt) throw new ApiProblem('notNow')
    await openNext(context, call.body.phase)
    const { version } = await context.db.transaction((tx) => readDraft(tx, report.id))
    return { body: { version }, headers: { ETag: draftTag(version) } }
  },
})

export const planReport = read({
  id: 'planReport',
  method: 'GET',
  path: `${path}/plan`,
  summary: 'Who would get what of the draft, by when, and why; nothing is sent',
  act: 'reports:draft',
  status: 200,
  answer: plan,
  problems: ['notFound'],
  async handle(call) {
    const { context } = await heldReport(call)
    const { whole, draft: own } = await openDraft(context)
    return jsonAnswer(planFor(whole.answers, call.now, call.language, own.choices))
  },
})

/** The draft as the caller has seen it, and nobody else saves meanwhile. */
async function heldDraft<B>(call: WriteCall<B>) {
  const held = await holdReport(call)
  if (held.report.withdrawnAt) throw new ApiProblem('notNow')
  if ((await lockDraft(call.tx, held.report.id)) !== call.version) throw new ApiProblem('preconditionFailed')
  return held
}

interface Saving {
  base: number
  items: readonly string[]
  answers: Answers
}

async function save(context: Context<Holder>, page: Saving, choices?: Choices): Promise<number> {
  const { draft: after } = await saveAnswers(context, page, choices)
  return after.version
}
