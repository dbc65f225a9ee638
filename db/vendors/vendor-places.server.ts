/** Where each report stands in a vendor's console: the newest first, by when it came there. See migrations/352. */
import type { Tx } from '#db/context.ts'

export interface ReportPlace {
  /** When it came into the console: when the mandate was taken up, or the report started, whichever is later. */
  at: Date
  /** Orders those that came at once. */
  startedAt: Date
  reportId: string
}

export interface PlacedReport extends ReportPlace {
  /** Null: technical findings about a client that stays unnamed. */
  mandateId: string | null
  /** The vendor has the whole form of it. */
  whole: boolean
}

export interface Within {
  mandateId?: string | null
  technical?: boolean
  /** The last line of the page before. */
  after?: ReportPlace | null
  limit: number
}

/** In their order. `ids`: among these alone. */
export async function listPlaces(
  { sql }: Tx,
  vendorId: string,
  { mandateId = null, technical = false, after, limit, ids }: Within & { ids?: readonly string[] | null },
): Promise<PlacedReport[]> {
  const at = sql`${after?.at.toISOString() ?? 'infinity'}::text::timestamptz`
  const startedAt = sql`${after?.startedAt.toISOString() ?? 'infinity'}::text::timestamptz`
  const id = sql`${after?.reportId ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid`
  if (!ids) {
    return sql<PlacedReport[]>`
      select * from vendor_places(${mandateId}, ${technical}, ${at}, ${startedAt}, ${id}, ${limit})
      order by at desc, started_at desc, report_id desc`
  }
  return sql<PlacedReport[]>`
    with held as materialized (
      select * from vendor_mandates() where not ${technical} and (${mandateId}::uuid is null or mandate_id = ${mandateId}::uuid)
    )
    select r.id as report_id, h.mandate_id, h.whole, greatest(r.started_at, h.redeemed_at) as at, r.started_at
    from reports r cross join lateral (
      select mandate_id, whole, redeemed_at from held
      where report_id = r.id or report_id is null and client_id = r.organisation_id
      union all
      select null, true, null where r.begun_by = ${vendorId} and ${mandateId}::uuid is null
      order by whole desc, mandate_id nulls last limit 1) h
    where r.id = any (${[...ids]}::uuid[])
      and (greatest(r.started_at, h.redeemed_at), r.started_at, r.id) < (${at}, ${startedAt}, ${id})
    order by at desc, r.started_at desc, r.id desc limit ${limit}`
}
