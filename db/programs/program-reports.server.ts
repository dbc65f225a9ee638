/** The reports that a program may act on, as it finds them: those of its organisation, or of the clients of its vendor. */
import type { Actor, Tx } from '#db/context.ts'
import type { Standing } from '#db/organisations/standings.server.ts'
import { filingColumns, openFiling, type Filing, type FilingRow } from '#db/reports/drafts.server.ts'
import type { Report } from '#db/reports/reports.server.ts'
import type { MandatedAct, Scope } from '#forms/mandates/scope.ts'

export interface OwnReport extends Report {
  draftVersion: number
  /** The organisation wants a second person before anything is sent. */
  needsApproval: boolean
  /** Who stands behind it; null: whoever holds reference and secret. */
  standing: { standing: Standing['standing']; way: Standing['way'] } | null
  /** By which a vendor acts on it; null for a program of the organisation itself. */
  under: Under | null
}

export interface Under extends Scope {
  mandateId: string
  number: string
}

type Row = Report &
  Pick<OwnReport, 'draftVersion' | 'needsApproval'> & {
    standing: Standing['standing'] | null
    way: Standing['way']
    underId: string | null
    underNumber: string
    sections: string[] | null
    acts: MandatedAct[]
    approves: boolean
  }

/** As the program. */
export async function findOwnReport(tx: Tx, reference: string): Promise<OwnReport | null> {
  const { sql } = tx
  const [row] = await sql<Row[]>`
    select ${columns(tx)} ${from(tx)} where r.reference = ${reference}`
  return row ? reportOf(row) : null
}

/**
 * With its draft, for a program of the report's own organisation that sends it. Whether the program may hold it is decided
 * as the program; what follows in the same breath is read as its holder, for whom row security compares ids and asks nothing.
 */
export async function findOwnFiling(
  tx: Tx,
  reference: string,
): Promise<{ filing: Filing; needsApproval: boolean } | null> {
  const { sql, actor } = tx
  const [[held], [row]] = await Promise.all([
    sql<{ needsApproval: boolean }[]>`
      select ${approval(tx)} as needs_approval, set_config('madoguchi.report', r.id::text, true),
        set_config('madoguchi.actor', 'holder', true)
      from reports r where r.reference = ${reference} and r.organisation_id = ${organisationOf(actor)}`,
    sql<(FilingRow & { keyId: string; wrapped: Buffer; wrappedBy: string })[]>`
      select ${filingColumns(tx)}, k.id as key_id, k.wrapped, k.wrapped_by
      from reports r join drafts d on d.report_id = r.id join data_keys k on k.report_id = r.id
      where r.id = acting.report()`,
  ])
  if (!held || !row) return null
  const { keyId, wrapped, wrappedBy, ...filing } = row
  const key = tx.reportKeyIn(row.id, { id: keyId, wrapped, wrappedBy })
  return { filing: openFiling(key, filing), needsApproval: held.needsApproval }
}

/**
 * The newest first, from after a place on; one more than the limit shows that there are more. Each client gives as many as
 * fit on the page, and what belongs to a report is read for the page alone.
 */
export async function listOwnReports(
  tx: Tx,
  { after, limit }: { after: readonly [number | null, string] | null; limit: number },
): Promise<OwnReport[]> {
  const { sql, actor } = tx
  const place = after ? sql`and (c.started_at, c.id) < (${new Date(after[0] ?? 0)}, ${after[1]}::uuid)` : sql``
  const order = sql`order by c.started_at desc, c.id desc limit ${limit}`
  const page = isVendor(actor)
    ? sql`
      select id from (select distinct on (c.id) c.id, c.started_at from mandates h cross join lateral (
          select c.id, c.started_at from reports c where c.organisation_id = h.client_id and h.report_id is null ${place}
          union all select c.id, c.started_at from reports c where c.id = h.report_id ${place}
          order by started_at desc, id desc limit ${limit}) c
        where h.id = any (${held(actor)}::uuid[])) c ${order}`
    : sql`select c.id from reports c where c.organisation_id = ${organisationOf(actor)} ${place} ${order}`
  const rows = await sql<Row[]>`
    with page as materialized (${page})
    select ${columns(tx)} ${from(tx)} where r.id in (select id from page) order by r.started_at desc, r.id desc`
  return rows.map(reportOf)
}

const approval = ({ sql }: Tx) =>
  sql`exists (select from organisations o where o.id = r.organisation_id and o.needs_approval)`

const columns = (tx: Tx) => tx.sql`
  r.id, r.reference, r.language, r.edition, r.started_at, r.submitted_at, r.withdrawn_at, r.revision_number,
  r.organisation_id, r.mandate_id, d.version as draft_version, ${approval(tx)} as needs_approval, s.standing, s.way,
  m.id as under_id, m.number as under_number, m.sections, m.acts, m.approves`

/**
 * Never by row security alone: whose it is is asked for by an index, and not of every report there is. Of several mandates
 * the one for the whole form comes first, then the one with more acts.
 */
function from({ sql, actor }: Tx) {
  const mandate = isVendor(actor)
    ? sql`cross join lateral (select m.id, m.number, m.sections, m.acts, m.approves from mandates m
        where m.id = any (${held(actor)}::uuid[])
          and (m.report_id = r.id or m.report_id is null and m.client_id = r.organisation_id)
        order by m.sections is not null, cardinality(m.acts) desc limit 1) m`
    : sql`cross join (select null::uuid as id, null::text as number, null::text[] as sections, null::text[] as acts,
        false as approves) m`
  const own = isVendor(actor) ? sql`` : sql`and r.organisation_id = ${organisationOf(actor)}`
  return sql`from reports r join drafts d on d.report_id = r.id ${own}
    ${mandate}
    left join lateral (select standing, way from standings where report_id = r.id order by at desc limit 1) s on true`
}

const isVendor = (actor: Actor) => actor.kind === 'vendor'
const held = (actor: Actor): string[] => (actor.kind === 'vendor' ? [...actor.mandateIds] : [])
const organisationOf = (actor: Actor): string | null =>
  ('organisationId' in actor ? actor.organisationId : null) ?? null

function reportOf({ standing, way, underId, underNumber, sections, acts, approves, ...report }: Row): OwnReport {
  const under = underId === null ? null : { mandateId: underId, number: underNumber, sections, acts, approves }
  return { ...report, standing: standing && { standing, way }, under }
}
