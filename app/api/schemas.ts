/** What programs send and get, once: requests are read by these schemas, and the description is made of them. */
import { z } from 'zod'

/** Any object will do here: what is in it is judged item by item, so that each problem can be named. */
const answers = z.record(z.string(), z.json()).meta({ override: { $ref: '#/components/schemas/Answers' } })

export const validateRequest = z.object({ answers }).meta({ id: 'ValidateRequest' })

export const planRequest = z
  .object({
    answers,
    asOf: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'The moment to plan for; now when left out.' }),
  })
  .meta({ id: 'PlanRequest' })

export const problemOfItem = z
  .object({
    item: z.string(),
    part: z.string().optional(),
    index: z.int().optional().meta({ description: 'The entry of a repeated group, from 0.' }),
    code: z.string(),
    detail: z.string().meta({ description: 'In the language of Accept-Language.' }),
  })
  .meta({ id: 'ProblemOfItem' })

export const validation = z
  .object({ valid: z.boolean(), answers, problems: z.array(problemOfItem) })
  .meta({ id: 'Validation', description: 'The answers as they would be stored, without those that have a problem.' })

const verdict = z.enum(['required', 'expected', 'offered', 'undecided'])
const due = z
  .object({
    kind: z.enum(['promptly', 'at', 'day', 'none', 'open']),
    at: z.iso.datetime({ offset: true }).optional(),
    latest: z.iso.datetime({ offset: true }).optional(),
    guideline: z.iso.datetime({ offset: true }).optional(),
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

export const plan = z
  .object({
    edition: z.string(),
    rulebook: z.string(),
    asOf: z.iso.datetime({ offset: true }),
    phase: z.enum(['initial', 'interim', 'final']),
    recipients: z.array(plannedRecipient),
    asked: z.array(
      z.object({ item: z.string(), urgency: z.enum(['now', 'later', 'optional']), for: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'Plan', description: 'Who must or may hear of this, what each would get and why, and by when.' })

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    problems: z.array(problemOfItem).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' })

export type PlanAnswer = z.infer<typeof plan>
export type ProblemOfItem = z.infer<typeof problemOfItem>
