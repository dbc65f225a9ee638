/** One thing that programs can ask for: how it is described, read and answered, in one place. */
import type { z } from 'zod'

import type { Language } from '#app/i18n/language.ts'
import type { Act } from '#app/programs/acts.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import type { ActingDb, Caller, Tx } from '#db/context.ts'

import type { ProblemCode } from '#app/http/problem.server.ts'

export interface RouteArgs extends DoorArgs {
  params: Readonly<Record<string, string | undefined>>
}

/** What an ETag is of, where programs hold it against each other's acts. */
export type TagOf = 'draft' | 'caseFile'

export interface Described {
  /** Its name in the description and in clients. */
  id: string
  method: 'GET' | 'POST' | 'PATCH'
  /** Below /api/v1, with `{name}` for what varies. */
  path: string
  summary: string
  /** What the program must be allowed to do; null: anybody may ask. */
  act: Act | null
  body?: z.ZodType
  query?: z.ZodObject
  /** With `If-Match`, it changes only what the caller has seen; `needed`: and nothing without. */
  guarded?: { by: TagOf; needed?: true }
  /** What the ETag of its answer is of, where a call that changes something sends one. */
  tags?: TagOf
  status: 200 | 201
  answer: z.ZodType
  /** Another kind of content that it comes in as well, a file. */
  also?: string
  /** Problems besides those that everything shares. */
  problems?: readonly ProblemCode[]
}

interface Asked<Q> {
  args: RouteArgs
  params: Readonly<Record<string, string>>
  /** What the program may do; of this call, its own act is checked. */
  acts: readonly Act[]
  query: Q
  language: Language
  origin: string
  now: Date
}

/** A call that changes nothing. `actor` is null where nobody has to say who they are. */
export interface ReadCall<B, Q> extends Asked<Q> {
  body: B
  actor: Caller | null
}

/** A call that changes something, within one transaction with its idempotency key. */
export interface WriteCall<B, Q = unknown> extends Asked<Q> {
  body: B
  actor: Caller
  tx: Tx
  /** The same transaction, for verbs. */
  db: ActingDb
  key: string
  /** The version of the draft in If-Match: 0 without one, -1 for what is none. */
  version: number
  /** As it was sent. */
  ifMatch: string | null
}

/** What a changing call answers: ids, numbers and times only, as it is kept for a second call with the same key. */
export interface Done {
  body: unknown
  headers?: Readonly<Record<string, string>>
}

export type Operation = Described &
  (
    | { kind: 'read'; handle: (call: ReadCall<unknown, unknown>) => Promise<Response> | Response }
    | { kind: 'write'; handle: (call: WriteCall<unknown>) => Promise<Done> }
    /** Keeps its key by itself: the hot path. */
    | { kind: 'sent'; handle: (call: SentCall) => Promise<Response> }
  )

export interface SentCall extends Asked<unknown> {
  actor: Caller
  key: string
  version: number
  /** Of everything that the caller sent. */
  digest: Buffer
}

type Read<B extends z.ZodType, Q extends z.ZodObject> = Described & {
  body?: B
  query?: Q
  handle: (call: ReadCall<z.infer<B>, z.infer<Q>>) => Promise<Response> | Response
}
type Write<B extends z.ZodType, Q extends z.ZodObject> = Described & {
  body: B
  query?: Q
  handle: (call: WriteCall<z.infer<B>, z.infer<Q>>) => Promise<Done>
}

// The door hands each operation what its own schemas gave, so what they infer is what it gets.
export const read = <B extends z.ZodType, Q extends z.ZodObject>(operation: Read<B, Q>): Operation =>
  ({ ...operation, kind: 'read' }) as Operation
export const write = <B extends z.ZodType, Q extends z.ZodObject>(operation: Write<B, Q>): Operation =>
  ({ ...operation, kind: 'write' }) as Operation
export const sent = (operation: Described & { handle: (call: SentCall) => Promise<Response> }): Operation => ({
  ...operation,
  kind: 'sent',
})
