import { StoreRefusal, type StoreRefusalCode } from '#db/refusal.ts'

import { Refusal, type RefusalCode } from './refusal.ts'

const stored: Partial<Record<StoreRefusalCode, RefusalCode>> = {
  staleDraft: 'conflict',
  staleRevision: 'conflict',
  idempotencyConflict: 'conflict',
  withdrawn: 'conflict',
  givenBack: 'conflict',
  notFound: 'notFound',
  sealBroken: 'unreadable',
  keyMissing: 'unreadable',
  storeFull: 'noRoom',
  storeAway: 'busy',
}

/** The database is away or full: nothing is wrong with what was asked, so try again later. */
const unavailable = /^(ECONNREFUSED|ECONNRESET|EPIPE|CONNECT_TIMEOUT|CONNECTION_\w+|53\w{3}|57P0\d)$/

/** What a thrown thing means to a visitor; null for faults, which keep their own page and are logged. */
export function refusalFor(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof StoreRefusal)
    return new Refusal(stored[error.code] ?? 'fault', error.code === 'storeAway' ? { retryAfter: 30 } : {})
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return unavailable.test(code) ? new Refusal('busy', { retryAfter: 5 }) : null
}
