/** Where a person with an account acts for somebody else's organisation. */
import { recordAudit } from '#db/audit/audit.server.ts'
import type { ActingDb, Filer, FilingVendor, MemberRole, Tx } from '#db/context.ts'
import { keepName } from '#db/mandates/mandate-names.server.ts'
import type { MandatedAct } from '#forms/mandates/scope.ts'

export interface VendorSeat {
  reportId: string
  /** The vendor. */
  organisationId: string
  role: MemberRole
  /** Null: the vendor's own report of technical findings. */
  mandateId: string | null
  sections: readonly string[] | null
  acts: readonly MandatedAct[]
  approves: boolean
}

/** Null when no organisation of the person may act on the report of this reference. One round trip. */
export async function findVendorSeat(db: ActingDb, reference: string, now: Date): Promise<VendorSeat | null> {
  const [seat] = await db.atOnce((sql) => sql<VendorSeat[]>`select * from vendor_seat(${reference}, ${now})`)
  return seat ?? null
}

/** The client sees that its report was looked at, by the hour and not by the page. */
export async function recordViewed(tx: Tx, { reportId, mandateId, accountId }: FilingVendor, now: Date): Promise<void> {
  const details = { mandate: mandateId }
  const hourAgo = new Date(now.getTime() - 3_600_000)
  const [known] = await tx.sql<{ seen: boolean; named: boolean }[]>`
    select exists (select from audit where report_id = ${reportId} and did = 'mandate.viewed' and actor_id = ${accountId}
        and at > ${hourAgo}) as seen,
      exists (select from mandate_names where report_id = ${reportId} and mandate_id = ${mandateId}) as named`
  if (mandateId && !known?.named) await keepName(tx, reportId, mandateId)
  if (!known?.seen) await recordAudit(tx, { reportId, did: 'mandate.viewed', details, now })
}

/** And each answer to a recipient that went; what was put back is none. */
export async function recordAnswered(tx: Tx, actor: Filer, now: Date): Promise<void> {
  if (actor.kind !== 'vendor') return
  const { reportId, mandateId } = actor
  await recordAudit(tx, { reportId, did: 'mandate.answered', details: { mandate: mandateId }, now })
}
