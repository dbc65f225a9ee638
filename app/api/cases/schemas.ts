/** What a body's programs send and get. */
import { z } from 'zod'

import { instant, maybe, message, next, pageQuery, phase, runningClock, standing } from '#app/api/schemas.ts'
import { change, cover, projectedItem } from '#app/api/sent-schemas.ts'
import { closingReasons } from '#app/case-files/acts/closing-reasons.ts'
import { dues, orders, stages, states } from '#app/case-files/queue/queue-filters.ts'
import { tlps } from '#app/feedback/tlp.ts'

const filters = {
  state: z.enum(states).optional().meta({ description: '`open` when left out: whatever is not closed.' }),
  stage: z.enum(stages).optional(),
  attack: z.string().max(100).optional(),
  sector: z.string().max(100).optional(),
  prefecture: z.string().max(20).optional(),
  due: z.enum(dues).optional(),
}

export const listQuery = z.strictObject({
  ...filters,
  order: z
    .enum(orders)
    .optional()
    .meta({ description: 'By the last thing that came (`newest`, `oldest`), or by what is due first (`urgent`).' }),
  ...pageQuery,
})

export const exportQuery = z.strictObject({ ...filters, format: z.enum(['csv', 'json']).optional() })

export const caseLine = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    state: z.enum(['new', 'opened', 'waiting', 'acknowledged', 'closed', 'returned', 'withdrawn', 'merged']),
    stage: phase,
    revision: z.int(),
    organisation: maybe(z.string()),
    title: maybe(z.string()),
    attackType: maybe(z.string()),
    sector: maybe(z.string()),
    prefecture: maybe(z.string()),
    severity: maybe(z.int()),
    dueAt: maybe(instant),
    receivedAt: instant,
    updatedAt: instant,
    openedAt: maybe(instant),
    acknowledgedAt: maybe(instant),
    closedAt: maybe(instant),
    closedReason: maybe(z.string()),
    withdrawnAt: maybe(instant),
  })
  .meta({ id: 'CaseLine' })

export const caseList = z.object({ caseFiles: z.array(caseLine), next }).meta({ id: 'CaseList' })

export const caseFile = caseLine
  .extend({
    number: maybe(z.string()).meta({ description: 'The number that the body gave it.' }),
    taken: z.boolean().meta({ description: 'An officer of the body has taken it in hand.' }),
    reporter: z
      .object({
        standing,
        since: maybe(instant),
        fit: maybe(z.enum(['same', 'other', 'uncompared'])).meta({
          description:
            'Whether a verified organisation is the one that the answers name, by its corporate number, also where the number is not among what the body got. uncompared: none was given; null: nobody is verified, or nobody is named.',
        }),
        filedBy: maybe(z.object({ vendor: z.string(), approved: z.boolean() })).meta({
          description:
            'Who filed the revision that is shown under a mandate, and whether the client looked at it; null where it filed itself, and for those who get anonymised information.',
        }),
      })
      .meta({ id: 'Reporter' }),
    why: z.object({
      duty: z.string(),
      rulebook: z.string(),
      edition: z.string(),
      rules: z.array(z.object({ rule: z.string(), name: z.string(), ground: z.string(), groundName: z.string() })),
      handedBy: maybe(z.string()).meta({ description: 'The body that passed it on.' }),
    }),
    delivery: z.object({
      id: z.uuid(),
      revision: z.int(),
      phase,
      sentAt: instant,
      openedAt: maybe(instant),
      digest: z.string().meta({ description: 'SHA-256 of the canonical JSON of the projection, in hexadecimal.' }),
      items: z.array(projectedItem.extend({ name: z.string() })),
      changes: maybe(z.array(change)).meta({ description: 'Since the last delivery; null for the first.' }),
      cover: maybe(cover),
    }),
    revisions: z.array(z.object({ delivery: z.uuid(), revision: z.int(), phase, sentAt: instant })),
    clocks: z.array(runningClock),
    messages: z.array(message),
  })
  .meta({ id: 'CaseFile', description: 'All that the body has of one report, and nothing that another body has.' })

export const caseExport = z
  .object({ caseFiles: z.array(caseLine.extend({ answers: z.record(z.string(), z.unknown()) })) })
  .meta({ id: 'CaseExport', description: 'With the short answers that the body’s columns show, by item.' })

export const caseQuery = z.strictObject({
  revision: z.coerce.number().int().min(1).optional().meta({ description: 'The newest when left out.' }),
})

const text = z.string().trim().max(4000)

export const acknowledgement = z
  .strictObject({ number: z.string().trim().max(60).default(''), text: text.default('') })
  .meta({ id: 'Acknowledgement', description: 'The number that the body gives it, and words to the reporter.' })

export const question = z
  .strictObject({
    items: z.array(z.string().max(100)).max(50).default([]).meta({ description: 'None asks in general.' }),
    text: text.min(1),
    due: maybe(z.iso.date()).default(null).meta({ description: 'The day an answer is wanted by, in Japan.' }),
  })
  .meta({ id: 'Question' })

export const retraction = z
  .strictObject({ text: text.min(1).meta({ description: 'Why; the reporter reads it.' }) })
  .meta({ id: 'Retraction' })

export const advice = z.strictObject({ text: text.min(1), tlp: z.enum(tlps) }).meta({ id: 'Advice' })

export const closure = z
  .strictObject({ reason: z.enum(closingReasons), text: text.default('') })
  .meta({ id: 'Closure' })

export const done = z.object({ done: z.string() }).meta({ id: 'Done' })

export const copyQuery = z.strictObject({ format: z.enum(['json', 'pdf']).optional() })
