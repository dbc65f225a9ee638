/** What programs that file send and get. */
import { z } from 'zod'

import { answers, instant, maybe, message, next, pageQuery, phase, runningClock, standing } from '#app/api/schemas.ts'

const item = z.string().max(100)
const recipient = z.string().max(40)

const changedAnswers = z.record(item, z.unknown()).meta({ override: { $ref: '#/components/schemas/Answers' } })

export const choices = z
  .strictObject({
    declined: z
      .array(recipient)
      .max(100)
      .default([])
      .meta({ description: 'Bodies that shall not get it, where nobody is bound.' }),
    added: z.record(recipient, z.array(item).max(300)).default({}).meta({ description: 'Optional items, by body.' }),
    withheld: z
      .record(recipient, z.array(item).max(300))
      .default({})
      .meta({ description: 'Items that shall stay, by body.' }),
  })
  .meta({ id: 'Choices' })

export const listQuery = z.strictObject(pageQuery)

export const reportLine = z
  .object({
    reference: z.string(),
    language: z.enum(['ja', 'en']),
    edition: z.string(),
    revision: z.int().meta({ description: '0 before the first submission.' }),
    draftVersion: z.int(),
    startedAt: instant,
    submittedAt: maybe(instant),
    withdrawnAt: maybe(instant),
    standing,
    mandate: maybe(z.string()).meta({ description: 'The number of the mandate under which the caller acts on it.' }),
  })
  .meta({ id: 'Report' })

export const reportList = z.object({ reports: z.array(reportLine), next }).meta({ id: 'ReportList' })

/** For programs of a vendor. */
const ofVendor = {
  mandate: z.string().max(20).optional().meta({
    description: 'For programs of a vendor: the number of the mandate. A program of one mandate may leave it out.',
  }),
  ticket: z.string().trim().max(60).optional().meta({ description: 'For programs of a vendor: its own number.' }),
}

export const documentQuery = z.strictObject({
  revisions: z
    .enum(['all', 'none'])
    .optional()
    .meta({ description: '`none`: the draft alone, for taking it in again.' }),
})

export const importQuery = z.strictObject(ofVendor)

export const newReport = z
  .strictObject({
    language: z.enum(['ja', 'en']).default('ja').meta({ description: 'Bodies are written to in it.' }),
    answers: changedAnswers.default({}),
    ...ofVendor,
  })
  .meta({ id: 'NewReport' })

export const started = z.object({ reference: z.string(), version: z.int() }).meta({ id: 'Started' })

export const draft = z
  .object({ reference: z.string(), version: z.int(), savedAt: instant, answers, choices })
  .meta({ id: 'Draft' })

export const draftChange = z
  .strictObject({
    answers: changedAnswers.optional().meta({ description: 'By item; null takes an answer away (RFC 7396).' }),
    choices: choices.optional().meta({ description: 'Replaces all choices.' }),
  })
  .meta({ id: 'DraftChange' })

export const saved = z.object({ version: z.int() }).meta({ id: 'Saved' })

export const submitted = z
  .object({
    reference: z.string(),
    revision: z.int(),
    submittedAt: instant,
    recipients: z.array(z.string()).meta({ description: 'Whom it reached: those whose part is new.' }),
  })
  .meta({ id: 'Submitted' })

export const nextReport = z.strictObject({ phase: z.enum(['interim', 'final']) }).meta({ id: 'NextReport' })

export const board = reportLine
  .extend({
    recipients: z.array(
      z.object({
        recipient: z.string(),
        name: z.string(),
        sentAt: instant,
        deliveredAt: maybe(instant),
        openedAt: maybe(instant),
        acknowledgedAt: maybe(instant),
        number: maybe(z.string()),
        closedAt: maybe(instant),
        openQuestions: z.int(),
        clocks: z.array(runningClock.omit({ startsFrom: true, startedAt: true })),
      }),
    ),
    revisions: z.array(
      z.object({
        revision: z.int(),
        phase,
        submittedAt: instant,
        deliveries: z.array(z.object({ id: z.uuid(), recipient: z.string(), digest: z.string() })),
      }),
    ),
    messages: z.array(message),
  })
  .meta({ id: 'Board', description: 'What became of the report at each body.' })

export const answersGiven = z
  .union([
    z.strictObject({
      answers: changedAnswers.meta({ description: 'Answers every open question about these items.' }),
      consents: z
        .array(z.strictObject({ recipient, item }))
        .max(100)
        .default([])
        .meta({ description: 'Bodies that may have an answer that no rule gives them.' }),
    }),
    z.strictObject({ question: z.uuid(), text: z.string().trim().min(1).max(4000) }),
  ])
  .meta({
    id: 'AnswersGiven',
    description:
      'Answers to questions about items; or words for one question about none. Of a report that was withdrawn every question is answered in words.',
  })

export const answered = z
  .object({
    revision: maybe(z.int()),
    waits: z.boolean().meta({
      description: 'The client looks at it first; GET …/sendings says what it said. Only for programs of a vendor.',
    }),
  })
  .meta({ id: 'Answered' })

const asked = z.object({
  id: z.uuid(),
  reference: z.string(),
  recipient: z.string(),
  name: z.string(),
  askedAt: instant,
  due: maybe(z.iso.date()).meta({ description: 'The day an answer is wanted by, in Japan.' }),
  items: z.array(z.string()).meta({ description: 'None: it is answered in words, by its id.' }),
  text: z.string(),
})

export const openQuestion = asked
  .extend({
    closed: z.boolean().meta({ description: 'The body has closed its case since.' }),
    byConsent: z.array(z.string()).meta({ description: 'Items that this body gets by consent alone.' }),
  })
  .meta({ id: 'OpenQuestion' })

export const openQuestions = z.object({ questions: z.array(openQuestion) }).meta({ id: 'OpenQuestions' })

export const questionList = z
  .object({ questions: z.array(asked.meta({ id: 'AskedQuestion' })), next })
  .meta({ id: 'QuestionList' })

export const imported = started
  .extend({ copy: z.boolean().meta({ description: 'It carries the seal of this portal: nothing in it was changed.' }) })
  .meta({ id: 'Imported' })

export const mandateLine = z
  .object({
    number: z.string(),
    client: z.string().meta({ description: 'As the vendor calls it, or else as the client named itself.' }),
    forAll: z.boolean().meta({ description: 'For all reports of the client; otherwise for one.' }),
    sections: maybe(z.array(z.string())).meta({ description: 'Of the form; null: all.' }),
    acts: z.array(z.enum(['draft', 'send', 'answer'])),
    approves: z.boolean().meta({ description: 'The client looks at each sending before it goes.' }),
    until: maybe(instant),
    reports: z.int(),
    openQuestions: z.int(),
  })
  .meta({ id: 'Mandate' })

export const mandateList = z.object({ mandates: z.array(mandateLine), next }).meta({ id: 'MandateList' })

export const sendingAsked = z.object({ draftVersion: z.int(), askedAt: instant }).meta({ id: 'SendingAsked' })

export const sendingList = z
  .object({
    sendings: z.array(
      z.object({
        askedAt: instant,
        draftVersion: z.int(),
        state: z.enum(['waits', 'approved', 'returned', 'stopped', 'taken-back']),
        decidedAt: maybe(instant),
        words: maybe(z.string()).meta({ description: 'What the client wrote when it returned it.' }),
        revision: maybe(z.int()),
      }),
    ),
  })
  .meta({ id: 'SendingList' })
