/** What bodies ask, and answers to it. */
import type { z } from 'zod'

import { taggedAnswer } from '#app/api/answer.server.ts'
import { read, write, type WriteCall } from '#app/api/operation.ts'
import { datedCursor, datedPlace, readCursor } from '#app/api/page-cursor.server.ts'
import { ApiProblem, notNow } from '#app/api/problem.server.ts'
import { worldContext } from '#app/context.ts'
import { answerInWords } from '#app/feedback/answer-in-words.server.ts'
import { answerItems } from '#app/feedback/answer-question.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { askToAnswer } from '#app/mandates/ask-to-answer.server.ts'
import { mustWait } from '#app/mandates/decide-sending.server.ts'
import { consentField } from '#app/reports/board/beyond-needs.ts'
import { readQuestions } from '#app/reports/board/read-questions.server.ts'
import { itemsAsked, listOpenQuestions } from '#db/case-files/feedback.server.ts'
import type { Answers } from '#forms/item.ts'
import { listOpenOfAll } from '#db/vendors/vendor-questions.server.ts'

import { asSeen, taggedDraft } from './drafts.server.ts'
import { judged } from './judge.server.ts'
import { onceKey } from './once-key.ts'
import { filerOf, heldReport, holdReport, type Held } from './own-report.server.ts'
import { answered, answersGiven, listQuery, openQuestions, questionList } from './schemas.ts'

const path = '/reports/{reference}'

export const listQuestions = read({
  id: 'listQuestions',
  method: 'GET',
  path: '/questions',
  summary: 'What waits for an answer in all reports, the newest first, page by page; under mandates, what each covers',
  act: 'reports:read',
  query: listQuery,
  status: 200,
  answer: questionList,
  async handle({ args, actor, query, language }) {
    const { limit = 25 } = query
    const place = readCursor({ after: query.after, language }, 'questions', datedPlace)?.place
    const after = place ? { at: new Date(place[0]), id: place[1] } : null
    const store = args.context.get(worldContext).database.as(filerOf(actor))
    const found = await store.transaction((tx) => listOpenOfAll(tx, { after, limit: limit + 1 }))
    const shown = found.slice(0, limit)
    const last = found.length > limit ? shown.at(-1) : undefined
    const next = last ? datedCursor('questions', last.sentAt, last.id) : null
    const words = documentWords(language)
    const questions = shown.map(({ id, reference, recipient, sentAt, due, items, text }) => {
      const askedAt = sentAt.toISOString()
      return { id, reference, recipient, name: words.recipient(recipient), askedAt, due, items: [...items], text }
    })
    return taggedAnswer(args.request, { questions, next })
  },
})

export const getQuestions = read({
  id: 'getQuestions',
  method: 'GET',
  path: `${path}/questions`,
  summary: 'What waits for an answer in a report; under a mandate for some sections, what is about these alone',
  act: 'reports:read',
  status: 200,
  answer: openQuestions,
  problems: ['notFound', 'outsideMandate'],
  async handle(call) {
    const { context, report } = await heldReport(call, { act: 'read', shows: 'sections' })
    const { open, asked } = await readQuestions(context)
    const words = documentWords(call.language)
    const told = asked(open).flatMap(({ question, beyond }) =>
      question.questions.map((one): z.input<typeof openQuestions>['questions'][number] => ({
        id: one.id,
        reference: report.reference,
        recipient: one.recipient,
        name: words.recipient(one.recipient),
        askedAt: one.askedAt.toISOString(),
        due: one.due,
        items: [...one.items],
        text: one.text,
        closed: one.closed,
        byConsent: beyond.flatMap(({ recipient, item }) =>
          recipient === one.recipient && one.items.includes(item) ? [item] : [],
        ),
      })),
    )
    return taggedAnswer(call.args.request, { questions: told })
  },
})

export const answerQuestions = write({
  id: 'answerQuestions',
  method: 'POST',
  path: `${path}/answers`,
  summary: 'Answer what bodies asked; answers about items are sent at once, as a revision',
  act: 'reports:answer',
  guarded: { by: 'draft' },
  tags: 'draft',
  body: answersGiven,
  status: 200,
  answer: answered,
  problems: ['notFound', 'notNow', 'needsApproval', 'outsideMandate'],
  async handle(call) {
    const { body } = call
    const held = await holdReport(call, { act: 'answer', shows: 'sections' })
    const { context, report } = await asSeen(call, held)
    if (report.revisionNumber === 0) throw notNow(call.language, 'notSent')
    if ('question' in body) {
      await inWords({ context, report }, call, body)
      return { body: { revision: null, waits: false }, headers: await taggedDraft(context) }
    }
    if (report.withdrawnAt) throw notNow(call.language, 'withdrawnWords')
    const told = await answerAbout({ context, report }, call, body)
    return { body: told, headers: await taggedDraft(context) }
  },
})

type Given = z.output<typeof answersGiven>

/** A question about items is answered by a revision as long as there can be one. */
async function inWords(
  { context, report }: Held,
  { language }: WriteCall<Given>,
  { question: id, text }: Extract<Given, { question: string }>,
): Promise<void> {
  const open = await context.db.transaction((tx) => listOpenQuestions(tx, report.id))
  const question = open.find((one) => one.id === id)
  if (question && itemsAsked(question).length > 0 && !report.withdrawnAt) throw notNow(language, 'aboutItems')
  await answerInWords(context, id, text)
}

async function answerAbout(
  { context, report }: Held,
  { key, language, actor, acts }: WriteCall<Given>,
  body: Extract<Given, { answers: unknown }>,
): Promise<z.input<typeof answered>> {
  if (report.needsApproval) throw new ApiProblem('needsApproval')
  const filer = context.actor
  const answers = judged(body.answers, { language, filer })
  if (filer.kind === 'vendor' || !acts.includes('reports:submit')) await refuseUnasked(context, answers, language)
  if (mustWait(filer)) return { revision: null, waits: await askToAnswer({ ...context, actor: filer }, { answers }) }
  const sent = await answerItems(context, {
    key: onceKey(actor, key),
    answers,
    consents: body.consents.map(consentField),
    unchanged: wordsOf(report.language)('reporter:board.unchangedAnswer'),
  })
  if (sent.kind === 'waits') throw new ApiProblem('needsApproval')
  if (sent.kind !== 'sent' && sent.kind !== 'nothing') throw new ApiProblem('notNow')
  return { revision: sent.kind === 'sent' ? sent.number : null, waits: false }
}

/** The act to answer is none to file besides. */
async function refuseUnasked({ db, actor }: Held['context'], answers: Answers, language: 'ja' | 'en'): Promise<void> {
  const open = await db.transaction((tx) => listOpenQuestions(tx, actor.reportId))
  const asked = new Set(open.flatMap(itemsAsked))
  const detail = wordsOf(language)('api:details.notAsked')
  const problems = Object.keys(answers).flatMap((item) => (asked.has(item) ? [] : [{ item, code: 'notAsked', detail }]))
  if (problems.length > 0) throw new ApiProblem('invalid', { problems })
}
