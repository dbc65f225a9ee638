/** Where a person with an account acts for somebody else's organisation. */
import type { MandatedAct } from '#forms/mandates/scope.ts'
import type { ActingDb, MemberRole } from './context.ts'

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
