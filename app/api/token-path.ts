/** The description of the one address that speaks OAuth's own language. */
import { z } from 'zod'
import type { ZodOpenApiPathItemObject } from 'zod-openapi'

import { problem } from './schemas.ts'

const request = z
  .object({
    grant_type: z.literal('client_credentials'),
    scope: z.string().optional(),
    client_id: z.string().optional(),
    client_secret: z.string().optional(),
  })
  .meta({
    id: 'TokenRequest',
    description: 'The client’s id and secret stand here or in a Basic Authorization header.',
  })

const answer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    scope: z.string(),
  })
  .meta({ id: 'Token' })

export const tokenRefused = z
  .object({ error: z.string(), ...problem.shape })
  .meta({ id: 'TokenRefused', description: 'RFC 6749 §5.2, with what RFC 9457 adds.' })

const refusal = (description: string) => ({ description, content: { 'application/json': { schema: tokenRefused } } })

/** `command`: how a shell asks for one. */
export const tokenPath = (command: Readonly<Record<string, unknown>>): ZodOpenApiPathItemObject => ({
  post: {
    ...command,
    operationId: 'token',
    summary: 'Exchange a client’s secret for a token (OAuth 2.0 client credentials)',
    tags: ['ask'],
    security: [],
    requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: request } } },
    responses: {
      '200': { description: 'A token', content: { 'application/json': { schema: answer } } },
      '400': refusal('What was sent could not be read, is another grant, or more than the program may do'),
      '401': refusal('No such client, or not with this secret'),
      '429': {
        ...refusal('Too often'),
        headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } },
      },
    },
  },
})
