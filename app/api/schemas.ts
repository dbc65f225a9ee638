/** What programs send and get, once: requests are read by these schemas, and the description is made of them. */
import { z } from 'zod'

/** Any object will do here: what is in it is judged item by item, so that each problem can be named. */
export const answers = z.record(z.string(), z.unknown()).meta({ override: { $ref: '#/components/schemas/Answers' } })

export const instant = z.iso.datetime({ offset: true })
export const maybe = <T extends z.ZodType>(type: T) => type.nullable()

export const validateRequest = z.strictObject({ answers }).meta({ id: 'ValidateRequest' })

export const planRequest = z
  .strictObject({
    answers,
    asOf: instant.optional().meta({ description: 'The moment to plan for; now when left out.' }),
  })
  .meta({ id: 'PlanRequest' })

export const problemOfItem = z
  .object({
    item: z.string(),
    part: z.string().optional(),
    index: z.int().optional().meta({ description: 'The entry of a repeated group, from 0.' }),
    entry: z.int().optional().meta({ description: 'Which value of a list, from 0.' }),
    code: z.string(),
    detail: z.string().meta({ description: 'In the language of Accept-Language.' }),
  })
  .meta({ id: 'ProblemOfItem' })

export const problemOfField = z
  .object({
    field: z.string().meta({ description: 'A name, or a JSON pointer into what was sent.' }),
    code: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'ProblemOfField' })

const remark = z
  .object({
    item: z.string(),
    code: z.enum(['ahead', 'early', 'ownWord', 'filledIn', 'nullLeftOut']).meta({
      description:
        'ahead: the time of something that has happened lies ahead. early: an end lies before the beginning or the detection. ownWord: a word that the form does not list; it is kept, and decides nothing. filledIn: the portal fills it in; leave it out of a draft. nullLeftOut: entries of a list that are null are left out.',
    }),
    detail: z.string().meta({ description: 'In the language of Accept-Language.' }),
  })
  .meta({ id: 'Remark', description: 'No fault: it can be filed so. But somebody had better look at it once more.' })
const remarks = z.array(remark)

export const validation = z
  .object({ valid: z.boolean(), answers, problems: z.array(problemOfItem), remarks })
  .meta({ id: 'Validation', description: 'The answers as they would be stored, without those that have a problem.' })

const verdict = z.enum(['required', 'expected', 'offered', 'undecided'])
const due = z
  .object({
    kind: z.enum(['promptly', 'at', 'day', 'none', 'open']),
    at: instant.optional(),
    latest: instant.optional(),
    guideline: instant.optional(),
  })
  .meta({ id: 'Due', description: 'promptly has no date in law; open: the moment it runs from is not known yet.' })

const reason = z.object({
  rule: z.string(),
  duty: z.string(),
  ground: z.string(),
  groundName: z.string(),
  verdict,
  because: z.array(z.string()).meta({ description: 'The items whose answers make it hold.' }),
  dependsOn: z.array(z.string()).meta({ description: 'The items that would decide it.' }),
})

export const plannedRecipient = z
  .object({
    recipient: z.string(),
    name: z.string(),
    verdict,
    duty: z.string(),
    reasons: z.array(reason),
    items: z
      .array(z.object({ item: z.string(), strength: z.string(), ground: z.string() }))
      .meta({ description: 'What this body would get of these answers now; nothing unless required or expected.' }),
    clocks: z.array(z.object({ clock: z.string(), report: z.string(), startsFrom: z.string(), due })),
  })
  .meta({ id: 'PlannedRecipient' })

export const phase = z.enum(['initial', 'interim', 'final'])

export const plan = z
  .object({
    edition: z.string(),
    rulebook: z.string(),
    asOf: instant,
    phase,
    recipients: z.array(plannedRecipient),
    asked: z.array(
      z.object({ item: z.string(), urgency: z.enum(['now', 'later', 'optional']), for: z.array(z.string()) }),
    ),
    remarks,
  })
  .meta({ id: 'Plan', description: 'Who must or may hear of this, what each would get and why, and by when.' })

export const problem = z
  .object({
    type: z.url().meta({ description: 'A page that says what it means and what to do.' }),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    problems: z.array(z.union([problemOfItem, problemOfField])).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' })

const feedbackKinds = [
  'acknowledgement',
  'question',
  'answer',
  'advice',
  'warning',
  'match',
  'closing',
  'reopening',
  'message',
  'retraction',
] as const

export const message = z
  .object({
    id: z.uuid(),
    recipient: z.string(),
    kind: z.enum(feedbackKinds),
    from: z.enum(['recipient', 'reporter']),
    sentAt: instant,
    items: z.array(z.string()),
    text: maybe(z.string()),
    by: maybe(z.string()).meta({
      description:
        'The vendor that said it for the reporter; of a question, that answered it. Null also where that is not told.',
    }),
    number: maybe(z.string()),
    reason: maybe(z.string()),
    tlp: maybe(z.string()),
    due: maybe(z.iso.date()),
    told: z.array(z.object({ item: z.string(), value: z.unknown() })),
    answered: maybe(z.object({ at: instant, revision: maybe(z.int()) })),
    retractedAt: maybe(instant).meta({
      description:
        'Of a question that the body took back: it needs no answer. A message of the kind `retraction` says why.',
    }),
  })
  .meta({ id: 'Message', description: 'What a body and the reporter said to each other.' })

export const runningClock = z
  .object({
    recipient: z.string(),
    clock: z.string(),
    report: z.enum(['initial', 'interim', 'final', 'notice']),
    kind: z.enum(['promptly', 'at', 'day', 'open']),
    startsFrom: z.string(),
    startedAt: maybe(instant),
    dueAt: maybe(instant),
    cautiousAt: maybe(instant).meta({ description: 'The earliest moment that the law can be read to mean.' }),
    guidelineAt: maybe(instant),
    metAt: maybe(instant),
  })
  .meta({ id: 'RunningClock' })

export const standing = z.enum(['guest', 'account', 'unverified', 'openid', 'letter', 'operator']).meta({
  id: 'Standing',
  description:
    'Who stands behind the report. guest: whoever holds its reference and secret; account: a person; unverified: an organisation as it describes itself; openid, letter, operator: an organisation that was verified, and how.',
})

export const nothing = z.strictObject({}).meta({ id: 'Nothing' })

/** Opaque, keyset. */
export const pageQuery = {
  after: z.string().max(500).optional().meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(100).optional().meta({ description: 'At most; 25 when left out.' }),
}
export const next = maybe(z.string()).meta({ description: 'Give it as `after` for the next page; null at the end.' })

export type PlanAnswer = z.infer<typeof plan>
export type Remark = z.infer<typeof remark>
export type ProblemOfItem = z.infer<typeof problemOfItem>
