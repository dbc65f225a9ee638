/**
 * What is asked, as the door needs to know it: nothing is read yet, and nothing made that somebody turned away would not
 * need. What is asked and answered as a whole never becomes a stream, which costs more than all else about it (054).
 */
import type { IncomingMessage, ServerResponse } from 'node:http'

import { createHeaders, createRequest } from '@remix-run/node-fetch-server'

import { readBody } from './body.server.ts'
import { addressOf, originOf } from './nearest-proxy.server.ts'
import type { Refusal } from './refusal.ts'

export interface Asked {
  url: string
  method: string
  headers: Headers
  /** Of the visitor; empty when they have gone. */
  address: string
  /** Reads the body to its end. Throws Gone when the visitor goes meanwhile. */
  body(): Promise<Buffer<ArrayBuffer> | Refusal>
  /** For what reads its own body as it comes, and for what is answered as long as the visitor stays. */
  streamed(): Request
}

/** `origin`: the configured one, if any: then a Host header chooses nothing. */
export interface Reach {
  origin: string | null
  trustProxy: boolean
}

export function askedBy(raw: IncomingMessage, response: ServerResponse, { origin, trustProxy }: Reach): Asked {
  const reached = origin ?? originOf(raw, trustProxy)
  return {
    url: `${reached}${raw.url}`,
    method: raw.method ?? 'GET',
    headers: createHeaders(raw),
    address: addressOf(raw, trustProxy),
    body: () => readBody(raw),
    streamed() {
      const { protocol, host } = new URL(reached)
      return createRequest(raw, response, { protocol, host })
    },
  }
}
