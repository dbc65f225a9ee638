import type { KeptForm } from './kept-form.ts'

/** Everything a visitor can be refused for, with the status it answers. Each code has words in locales errors.json. */
const statuses = {
  badForm: 400,
  signIn: 401,
  expired: 401,
  signInAgain: 401,
  stale: 401,
  forbidden: 403,
  outsideMandate: 403,
  crossSite: 403,
  notFound: 404,
  noMandate: 404,
  methodNotAllowed: 405,
  conflict: 409,
  alreadySent: 409,
  tooLarge: 413,
  invalid: 422,
  tooMany: 429,
  fault: 500,
  fileBroken: 500,
  unreadable: 500,
  busy: 503,
  noRoom: 507,
} as const

export type RefusalCode = keyof typeof statuses

export interface RefusalDetails {
  /** Values for the words of the refusal. */
  values?: Record<string, string | number>
  /** Seconds until trying again makes sense (429, 503). */
  retryAfter?: number
  /** Where the visitor can go on: a local path. */
  next?: string
  /** Where whoever reports by an account signs in, and comes back. */
  entrance?: string
  /** The browser sent no cookie at all: perhaps it takes none, and then coming in anew leads here again. */
  withoutCookies?: boolean
  /** What was typed, to be sent again. */
  kept?: KeptForm
  /** The path that was asked for, where the page of the refusal is drawn at another one. */
  asked?: string
}

/**
 * A "no" that has words for people. It has the shape of React Router's own error response and is no Error: Errors
 * are faults, whose text the router blanks before a page sees it.
 */
export class Refusal {
  readonly code: RefusalCode
  readonly status: number
  readonly statusText: string
  readonly internal = false
  readonly data: { code: RefusalCode } & RefusalDetails

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    this.code = code
    this.status = statuses[code]
    this.statusText = code
    this.data = { code, ...details }
  }
}

/** The portal did nothing just then; the same may be sent again as it is. */
export const isForLater = (code: RefusalCode): boolean => code === 'busy' || code === 'tooMany' || isOurs(code)

/** Nothing that a visitor can mend: it is logged, and has a number to ask with. */
export const isOurs = (code: RefusalCode): boolean => code === 'fault' || code === 'unreadable'

/** A vendor wrote what its mandate does not cover, or does no more. */
export const isOutside = (code: RefusalCode): boolean => code === 'noMandate' || code === 'outsideMandate'

/** What it was for is not there any more, or not for them: handed over, given back, deleted, or in another role. */
export const isGone = (code: RefusalCode): boolean => code === 'notFound' || code === 'forbidden' || code === 'conflict'

/** The code whose words fit a bare status, for what React Router itself throws (404, 405, 400). */
export function codeOfStatus(status: number): RefusalCode {
  const found = Object.entries(statuses).find(([, known]) => known === status)?.[0]
  return found && isRefusalCode(found) ? found : 'fault'
}

export function isRefusalCode(code: unknown): code is RefusalCode {
  return typeof code === 'string' && Object.hasOwn(statuses, code)
}
