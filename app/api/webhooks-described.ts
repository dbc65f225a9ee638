/** The messages that the portal sends, for the description: what each is called, and what stands in it. */
import { z } from 'zod'
import type { ZodOpenApiPathItemObject } from 'zod-openapi'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import { testEvent, webhookEvents } from '#app/webhooks/events.ts'

import { instant, phase } from './schemas.ts'

const toBody = z
  .object({
    recipient: z.string(),
    reference: z.string(),
    caseFileId: z.uuid(),
    deliveryId: z.uuid().optional(),
    revision: z.int().optional(),
    phase: phase.optional(),
    digest: z.string().optional().meta({ description: 'As `delivery.digest` of the case file.' }),
    questionId: z.uuid().optional(),
    feedbackId: z.uuid().optional(),
    handOverId: z.string().nullable().optional(),
    content: z.string().optional().meta({
      description: 'JWE (compact) of what the body got, where it has given a public key; nobody else can read it.',
    }),
  })
  .meta({ id: 'WebhookToBody' })

const toFiler = z
  .object({ reference: z.string(), recipient: z.string(), subjectId: z.string().nullable() })
  .meta({ id: 'WebhookToFiler' })

const headers = z.object({
  'webhook-id': z.string().meta({ description: 'The same at every try: count by it.' }),
  'webhook-timestamp': z.string().meta({ description: 'Seconds; of this try.' }),
  'webhook-signature': z.string().meta({ description: 'v1 (HMAC-SHA256) and v1a (Ed25519), of Standard Webhooks.' }),
})

function messageOf(event: string, data: z.ZodType): ZodOpenApiPathItemObject {
  const schema = z.object({ type: z.literal(event), timestamp: instant, data })
  return {
    post: {
      summary: wordsOf('en')(`webhooks:events.${event.replace('.', '-')}`),
      operationId: `told${event.replaceAll(/(?:^|[.-])(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
      requestParams: { header: headers },
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: {
        '2XX': { description: 'Taken. Answer within 15 seconds, and work on it afterwards.' },
        '410': { description: 'Nobody wants messages here any more: the endpoint is stopped.' },
        '429': { description: 'Later, after the seconds in Retry-After.' },
      },
    },
  }
}

export const webhooksDescribed = (): Readonly<Record<string, ZodOpenApiPathItemObject>> =>
  Object.fromEntries([
    ...webhookEvents.recipient.map((event) => [event, messageOf(event, toBody)]),
    ...webhookEvents.filer.map((event) => [event, messageOf(event, toFiler)]),
    [testEvent, messageOf(testEvent, z.object({}))],
  ])
