import type { Tx } from './context.ts'

export interface Consent {
  revisionNumber: number
  kind: string
  given: boolean
  recordedAt: Date
}

/** What the reporter agreed to, revision by revision. */
export function listConsents(tx: Tx, reportId: string): Promise<Consent[]> {
  return tx.sql<Consent[]>`
    select revision_number, kind, given, recorded_at from consents where report_id = ${reportId}
    order by revision_number, kind`
}
