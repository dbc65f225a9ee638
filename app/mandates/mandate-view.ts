/** Mandates as plain data for pages. */
import type { MandateFile } from '#db/mandates/mandate-files.server.ts'
import type { Mandate } from '#db/mandates/mandates.server.ts'
import type { Sending } from '#db/mandates/sendings.server.ts'
import type { MandatedAct } from '#forms/mandates/scope.ts'

export type MandateState = 'offered' | 'codeEnded' | 'held' | 'ended' | 'revoked'

export interface MandateView {
  id: string
  number: string
  state: MandateState
  /** For this report alone, or for all of the client's. */
  forAll: boolean
  vendor: string | null
  sections: readonly string[] | null
  acts: readonly MandatedAct[]
  approves: boolean
  clause: string
  offeredAt: string
  redeemedAt: string | null
  validUntil: string | null
  revokedAt: string | null
  narrowedAt: string | null
  codeExpiresAt: string | null
  codeMark: string
  /** A file that it rests on. */
  evidence: { name: string; bytes: number } | null
}

export function mandateView(mandate: Mandate, now: Date, file?: MandateFile): MandateView {
  const { id, number, reportId, vendorName, sections, acts, approves, words } = mandate
  const { offeredAt, redeemedAt, validUntil, revokedAt, narrowedAt, codeExpiresAt } = mandate
  return {
    id,
    number,
    state: stateOf(mandate, now),
    forAll: reportId === null,
    vendor: vendorName,
    sections,
    acts,
    approves,
    clause: words.clause,
    offeredAt: offeredAt.toISOString(),
    redeemedAt: redeemedAt?.toISOString() ?? null,
    validUntil: validUntil?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    narrowedAt: narrowedAt?.toISOString() ?? null,
    codeExpiresAt: codeExpiresAt?.toISOString() ?? null,
    codeMark: mandate.codeMark,
    evidence: file ? { name: file.content.name, bytes: file.bytes } : null,
  }
}

function stateOf({ revokedAt, validUntil, redeemedAt, codeExpiresAt, codeFailures }: Mandate, now: Date): MandateState {
  if (revokedAt) return 'revoked'
  if (validUntil && validUntil <= now) return 'ended'
  if (redeemedAt) return 'held'
  return codeExpiresAt && codeExpiresAt > now && codeFailures < 5 ? 'offered' : 'codeEnded'
}

export interface SendingView {
  id: string
  askedAt: string
  state: 'waits' | NonNullable<Sending['decision']>
  decidedAt: string | null
  words: string | null
  /** Who asked, by the name under which the mandate was taken up. */
  vendor: string
  revision: number | null
}

export function sendingView(sending: Sending, vendor: string): SendingView {
  const { id, askedAt, decidedAt, decision, words, revisionNumber } = sending
  return {
    id,
    askedAt: askedAt.toISOString(),
    state: decision ?? 'waits',
    decidedAt: decidedAt?.toISOString() ?? null,
    words,
    vendor,
    revision: revisionNumber,
  }
}
