import type { Tx } from '#db/context.ts'

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

/** A consent beside those that a submission records; the same one twice under one revision is one. */
export async function insertConsent(
  tx: Tx,
  { reportId, kind, now }: { reportId: string; kind: string; now: Date },
): Promise<void> {
  await tx.sql`
    insert into consents (report_id, revision_number, kind, given, recorded_at)
    select id, revision_number, ${kind}, true, ${now} from reports where id = ${reportId}
    on conflict (report_id, revision_number, kind) do nothing`
}
