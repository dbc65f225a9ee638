/** The vendor's own cards: what it calls a client and a case, its ticket, and what stands in its console. */
import type { Place, Tx } from '#db/context.ts'
import { isDelivered } from './vendor-questions.server.ts'
import { spelled, ticketMarks } from './vendor-tickets.server.ts'

/** Told by the vendor to itself; no client sees it. */
export interface VendorCard {
  ticket: string
  /** How the vendor calls the case of a client that stays unnamed. */
  label: string
}

export interface VendorReportLine {
  reportId: string
  reference: string
  /** Null: technical findings about a client that stays unnamed. */
  mandateId: string | null
  card: VendorCard
  startedAt: Date
  revisionNumber: number
  submittedAt: Date | null
  withdrawnAt: Date | null
  /** When it came into the console: when the mandate was taken up, or the report started, whichever is later. */
  at: Date
  /** A sending waits for the client. */
  waits: boolean
  /** Something was saved since it was asked for: it has to be asked anew. */
  stale: boolean
  /** Where the mandate is for some sections, those about these, if it may answer. */
  openQuestions: number
  /** At its most careful reading; a guideline mark is no deadline. None where the mandate is for some sections: what is due follows from the others. */
  nextDueAt: Date | null
}

export interface PageOfReports {
  mandateId?: string | null
  technical?: boolean
  /** A part of the vendor's ticket, as typed. */
  ticket?: string
  /** The last line of the page before. */
  after?: { at: Date; reportId: string } | null
  limit: number
  /** Cards that one search opens; only tests want another number. */
  mostOpened?: number
}

const noCard: VendorCard = { ticket: '', label: '' }

export interface FoundReports {
  lines: VendorReportLine[]
  /** How far it was looked, where there is more to look at than one search opens. */
  reached: { at: Date; reportId: string } | null
}

/** As the vendor: the newest first. */
export async function listVendorReports(tx: Tx, vendorId: string, page: PageOfReports): Promise<FoundReports> {
  if (spelled(page.ticket ?? '') === '') return { lines: await readLines(tx, vendorId, page), reached: null }
  const { ids, reached } = await idsByTicket(tx, vendorId, page)
  return { lines: ids.length === 0 ? [] : await readLines(tx, vendorId, { ...page, ids }), reached }
}

/**
 * All pairs of what was typed stand in some tickets that it does not stand in; a single sign has no pair, and a ticket from
 * before pairs were kept is known by none. So each hit is opened and looked at, in steps that grow while few are right, and
 * as nothing but a card: what a line says besides is read for the page alone. Opening is what costs, the more on a busy
 * machine, so one search opens so many, and the next one goes on from there.
 */
async function idsByTicket(
  tx: Tx,
  vendorId: string,
  page: PageOfReports,
): Promise<{ ids: string[]; reached: FoundReports['reached'] }> {
  const { limit, mostOpened = 500 } = page
  const wanted = spelled(page.ticket ?? '')
  const found: string[] = []
  let after = page.after ?? null
  let opened = 0
  for (let step = limit; found.length < limit && opened < mostOpened; step = Math.min(step * 4, mostOpened - opened)) {
    const rows = await tx.sql<{ reportId: string; at: Date; content: Buffer | null }[]>`
      ${linesBelow(tx, vendorId, { ...page, after, limit: step })}
      select report_id, at, content from page order by at desc, report_id desc`
    const cards = await openCards(tx, vendorId, rows)
    found.push(...cards.filter(({ card }) => spelled(card.ticket).includes(wanted)).map(({ reportId }) => reportId))
    const last = rows.at(-1)
    if (!last || rows.length < step) return { ids: found.slice(0, limit), reached: null }
    after = last
    opened += rows.length
  }
  return { ids: found.slice(0, limit), reached: found.length < limit ? after : null }
}

async function openCards<T extends { reportId: string; content: Buffer | null }>(
  tx: Tx,
  vendorId: string,
  rows: readonly T[],
): Promise<(Omit<T, 'content'> & { card: VendorCard })[]> {
  const keys = await tx.reportKeys(rows.filter(({ content }) => content).map(({ reportId }) => reportId))
  return rows.map(({ content, ...row }) => ({
    ...row,
    card: (content && keys.get(row.reportId)?.unseal<VendorCard>(cardPlace(row.reportId, vendorId), content)) || noCard,
  }))
}

type Lines = PageOfReports & {
  /** These and no others, which the ticket named. */
  ids?: readonly string[]
}

/**
 * It begins with the mandates that are held, so that the indexes of reports by client and
 * by id are used, and not with all reports there are.
 */
function linesBelow(tx: Tx, vendorId: string, page: Lines) {
  const { mandateId = null, technical = false, ticket = '', after = null, limit, ids } = page
  const { ticketHash, pairs } = ticketMarks(tx, vendorId, ids ? '' : ticket)
  const held = tx.actor.kind === 'vendor' ? [...tx.actor.mandateIds] : []
  const named = ids ? tx.sql`r.id = any (${[...ids]}::uuid[])` : tx.sql`true`
  return tx.sql`
    with held as materialized (
      select id, report_id, client_id, redeemed_at, sections is null as whole from mandates
      where id = any (${held}::uuid[]) and revoked_at is null and ${!technical}
        and (${mandateId}::uuid is null or id = ${mandateId}::uuid)
    ), seen as (
      select h.report_id, h.id as mandate_id, h.redeemed_at, h.whole from held h where h.report_id is not null
      union all
      select r.id, h.id, h.redeemed_at, h.whole from held h join reports r on r.organisation_id = h.client_id where h.report_id is null
      union all
      select v.report_id, null, v.added_at, true from vendor_reports v
      where v.vendor_id = ${vendorId} and v.mandate_id is null and ${mandateId}::uuid is null
    ), once as (
      select distinct on (report_id) report_id, mandate_id, redeemed_at, whole from seen
      order by report_id, whole desc, mandate_id nulls last
    ), page as (
      select r.id as report_id, r.reference, o.mandate_id, r.started_at, r.revision_number, r.submitted_at, r.withdrawn_at,
        greatest(r.started_at, o.redeemed_at) as at, o.whole, v.content
      from once o join reports r on r.id = o.report_id
        left join vendor_reports v on v.vendor_id = ${vendorId} and v.report_id = r.id
      where ${named} and (${ticketHash}::bytea is null or v.ticket_hash = ${ticketHash}::bytea or v.ticket_pairs @> ${pairs}::integer[]
          or (v.ticket_hash is not null and v.ticket_pairs = '{}')) -- from before pairs were kept: looked at like every hit
        and (${after?.at ?? null}::timestamptz is null
          or (greatest(r.started_at, o.redeemed_at), r.id) < (${after?.at ?? null}::timestamptz, ${after?.reportId ?? null}::uuid))
      order by greatest(r.started_at, o.redeemed_at) desc, r.id desc limit ${limit}
    )`
}

async function readLines(tx: Tx, vendorId: string, page: Lines): Promise<VendorReportLine[]> {
  const rows = await tx.sql<(Omit<VendorReportLine, 'card'> & { content: Buffer | null })[]>`
    ${linesBelow(tx, vendorId, page)}
    select p.*, exists (select from sendings s where s.report_id = p.report_id and s.decided_at is null) as waits,
      exists (select from sendings s join drafts d on d.report_id = s.report_id
        where s.report_id = p.report_id and s.decided_at is null and s.draft_version <> d.version) as stale,
      (select count(*)::int from feedback f where f.report_id = p.report_id and f.kind = 'question'
        and not exists (select from question_answers a where a.question_id = f.id)) as open_questions,
      (select min(coalesce(c.cautious_at, c.due_at)) from clocks c
        where p.whole and c.report_id = p.report_id and c.ended_at is null and p.withdrawn_at is null
          and not ${isDelivered(tx)}) as next_due_at
    from page p order by p.at desc, p.report_id desc`
  return openCards(tx, vendorId, rows)
}

/** As the vendor: which of these tickets stand at a report already, under this mandate or (null) without one. */
export async function listTicketsBegun(
  tx: Tx,
  vendorId: string,
  asked: readonly { mandateId: string | null; ticket: string }[],
): Promise<(string | null)[]> {
  const hashes = asked.map(({ ticket }) => ticketMarks(tx, vendorId, ticket).ticketHash)
  const known = hashes.flatMap((hash) => hash ?? [])
  if (known.length === 0) return asked.map(() => null)
  const rows = await tx.sql<{ ticketHash: Buffer; mandateId: string | null; reference: string }[]>`
    select v.ticket_hash, v.mandate_id, r.reference from vendor_reports v join reports r on r.id = v.report_id
    where v.vendor_id = ${vendorId} and v.ticket_hash in ${tx.sql(known)}`
  const begun = new Map(rows.map((row) => [`${row.ticketHash.toString('hex')} ${row.mandateId}`, row.reference]))
  return asked.map(({ mandateId }, at) => begun.get(`${hashes[at]?.toString('hex')} ${mandateId}`) ?? null)
}

/** As the vendor, or as the holder in the transaction that starts a report without a mandate. */
export async function insertVendorReport(
  tx: Tx,
  added: { vendorId: string; reportId: string; mandateId: string | null; card: VendorCard; now: Date },
): Promise<void> {
  const { vendorId, reportId, mandateId, card, now } = added
  const content = (await tx.reportKey(reportId)).seal(cardPlace(reportId, vendorId), card)
  const { ticketHash, pairs } = ticketMarks(tx, vendorId, card.ticket)
  await tx.sql`
    insert into vendor_reports (vendor_id, report_id, mandate_id, ticket_hash, ticket_pairs, content, added_at)
    values (${vendorId}, ${reportId}, ${mandateId}, ${ticketHash}, ${pairs}, ${content}, ${now})`
}

/** Sets the ticket and the vendor's name for the case; the card is made when there is none. */
export async function setVendorCard(
  tx: Tx,
  set: { vendorId: string; reportId: string; mandateId: string | null; card: VendorCard; now: Date },
): Promise<void> {
  const { vendorId, reportId, card } = set
  const content = (await tx.reportKey(reportId)).seal(cardPlace(reportId, vendorId), card)
  const { ticketHash, pairs } = ticketMarks(tx, vendorId, card.ticket)
  const changed = await tx.sql`
    update vendor_reports set content = ${content}, ticket_hash = ${ticketHash}, ticket_pairs = ${pairs}
    where vendor_id = ${vendorId} and report_id = ${reportId} returning report_id`
  if (changed.length === 0) await insertVendorReport(tx, set)
}

export interface OwnCard {
  mandateId: string | null
  card: VendorCard
}

export async function findVendorCard(tx: Tx, vendorId: string, reportId: string): Promise<OwnCard | null> {
  const [row] = await tx.sql<{ mandateId: string | null; content: Buffer }[]>`
    select mandate_id, content from vendor_reports where vendor_id = ${vendorId} and report_id = ${reportId}`
  if (!row) return null
  const card = (await tx.reportKey(reportId)).unseal<VendorCard>(cardPlace(reportId, vendorId), row.content)
  return { mandateId: row.mandateId, card }
}

const cardPlace = (reportId: string, vendorId: string): Place => ({
  table: 'vendor_reports',
  row: reportId,
  column: 'content',
  tenant: vendorId,
})
