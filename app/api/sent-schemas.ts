/** What a body got, as programs of both sides get it. */
import { z } from 'zod'

import { instant, maybe, phase, standing } from './schemas.ts'

export const projectedItem = z.object({
  item: z.string(),
  value: z.unknown(),
  strength: z.enum(['statutory', 'required', 'optional', 'anonymised']),
  ground: z.string(),
})

export const change = z
  .object({
    item: z.string(),
    kind: z.enum(['added', 'changed', 'removed']),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ id: 'Change' })

export const cover = z
  .object({ changes: maybe(z.string()), late: z.array(z.object({ clock: z.string(), reason: z.string() })) })
  .meta({ id: 'Cover', description: 'What the reporter wrote beside the answers: what changed, and why it is late.' })

const sending = z.object({
  reference: z.string(),
  revision: z.int(),
  sentAt: instant,
  digest: z.string().meta({
    description: 'SHA-256 of the canonical JSON of `projection`, or of `{cover, projection}` when there is a cover.',
  }),
  handed: z
    .object({ by: z.string(), ground: maybe(z.string()), groundText: maybe(z.string()) })
    .optional()
    .meta({ description: 'The body that passed it on.' }),
})

export const delivery = z
  .object({
    sending,
    projection: z.object({
      recipient: z.string(),
      edition: z.string(),
      rulebook: z.string(),
      phase,
      duty: z.string(),
      rules: z.array(z.string()),
      items: z.array(projectedItem),
    }),
    changes: maybe(z.array(change)).meta({ description: 'Since the last delivery; null for the first.' }),
    cover: cover.optional(),
  })
  .meta({ id: 'Delivery' })

/** With what only its body is told of who stands behind it. */
export const deliveryCopy = delivery
  .extend({
    sending: sending.extend({
      typed: z
        .object({ by: z.string(), channel: z.string() })
        .optional()
        .meta({ description: 'The body whose officer typed it for somebody who called or wrote.' }),
      standing: z.object({
        how: standing,
        since: maybe(instant),
        fit: z.enum(['same', 'other', 'uncompared']).optional(),
      }),
    }),
  })
  .meta({ id: 'DeliveryCopy' })
