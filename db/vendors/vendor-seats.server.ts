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
  /** Null: the vendor's own report of technical findings; then it has no number either. */
  mandateId: string | null
  number: string | null
  sections: readonly string[] | null
  acts: readonly MandatedAct[]
  approves: boolean
}

/**
 * Under what the organisations of the person may act on the report of this reference: first what they chose, then what lets
 * them do more. None when they may not. One round trip.
 */
export async function listVendorSeats(db: ActingDb, reference: string, now: Date): Promise<readonly VendorSeat[]> {
  return db.atOnce((sql) => sql<VendorSeat[]>`select * from vendor_seats(${reference}, ${now})`)
}

/** Did they hold a mandate for it at any time? */
export async function heldOnce(db: ActingDb, reference: string): Promise<boolean> {
  const [row] = await db.atOnce((sql) => sql<{ held: boolean }[]>`select vendor_held(${reference}) as held`)
  return row?.held ?? false
}

/** As the vendor under the mandate that its person chooses: from now on they act under this one. */
export async function chooseMandate(
  tx: Tx,
  { accountId, reportId, mandateId }: FilingVendor,
  now: Date,
): Promise<void> {
  await tx.sql`
    insert into mandate_choices (account_id, report_id, mandate_id, chosen_at)
    values (${accountId}, ${reportId}, ${mandateId}, ${now})
    on conflict (account_id, report_id) do update set mandate_id = ${mandateId}, chosen_at = ${now}`
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
