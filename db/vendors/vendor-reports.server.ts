/** The vendor's own cards: what it calls a client and a case, its ticket, and what stands in its console. */
import type { Place, Tx } from '#db/context.ts'
import { listPlaces, type PlacedReport, type ReportPlace, type Within } from './vendor-places.server.ts'
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

export interface PageOfReports extends Within {
  /** A part of the vendor's ticket, as typed. */
  ticket?: string
  /** Cards that one search opens; only tests want another number. */
  mostOpened?: number
  /** Hits that are looked up one by one; the same. */
  few?: number
}

const noCard: VendorCard = { ticket: '', label: '' }

export interface FoundReports {
  lines: VendorReportLine[]
  /** How far it was looked, where there is more to look at than one search opens. */
  reached: ReportPlace | null
}

/** As the vendor: the newest first. */
export async function listVendorReports(tx: Tx, vendorId: string, page: PageOfReports): Promise<FoundReports> {
  const { places, reached } =
    spelled(page.ticket ?? '') === ''
      ? { places: await listPlaces(tx, vendorId, page), reached: null }
      : await placesByTicket(tx, vendorId, page)
  return { lines: places.length === 0 ? [] : await readLines(tx, vendorId, places), reached }
}

/**
 * All pairs of what was typed stand in some tickets that it does not stand in; a single sign has no pair, and a ticket from
 * before pairs were kept is known by none. So each hit is opened and looked at, in steps that grow while few are right, and
 * as nothing but a card: what a line says besides is read for the page alone. Opening is what costs, the more on a busy
 * machine, so one search opens so many, and the next one goes on from there.
 */
async function placesByTicket(
  tx: Tx,
  vendorId: string,
  page: PageOfReports,
): Promise<{ places: PlacedReport[]; reached: FoundReports['reached'] }> {
  const { limit, mostOpened = 500, few = 3_000 } = page
  const wanted = spelled(page.ticket ?? '')
  const { ids, marks } = await hitsOf(tx, vendorId, page.ticket ?? '', few)
  const known = ids && (await listPlaces(tx, vendorId, { ...page, limit: few, ids }))
  const found: PlacedReport[] = []
  let after = page.after ?? null
  let [opened, passed] = [0, 0]
  for (let step = limit; found.length < limit && opened < mostOpened && passed < 4 * mostOpened;) {
    const places =
      known?.slice(passed, passed + step) ?? (await listPlaces(tx, vendorId, { ...page, after, limit: step }))
    const rows = await tx.sql<{ reportId: string; content: Buffer }[]>`
      select v.report_id, v.content from vendor_reports v where v.vendor_id = ${vendorId} and ${marks}
        and v.report_id = any (${places.map(({ reportId }) => reportId)}::uuid[])`
    const cards = new Map((await openCards(tx, vendorId, rows)).map(({ reportId, card }) => [reportId, card]))
    found.push(...places.filter(({ reportId }) => spelled(cards.get(reportId)?.ticket ?? '').includes(wanted)))
    const last = places.at(-1)
    if (!last || places.length < step) return { places: found.slice(0, limit), reached: null }
    after = last
    opened += cards.size
    passed += places.length
    step = Math.min(step * 4, mostOpened)
  }
  return { places: found.slice(0, limit), reached: found.length < limit ? after : null }
}

/** Few are looked up one by one. Of so many that they are nearly everywhere each page comes upon as many as it shows. */
async function hitsOf(tx: Tx, vendorId: string, ticket: string, few: number) {
  const { ticketHash, pairs } = ticketMarks(tx, vendorId, ticket)
  // Those from before pairs were kept are looked at like every hit.
  const marks = tx.sql`
    (v.ticket_hash = ${ticketHash}::bytea or v.ticket_pairs @> ${pairs}::integer[]
      or v.ticket_hash is not null and v.ticket_pairs = '{}')`
  const hits = await tx.sql<{ reportId: string }[]>`
    select report_id from vendor_hits(${ticketHash}, ${pairs}::integer[], ${few + 1})`
  return { marks, ids: hits.length > few ? null : hits.map(({ reportId }) => reportId) }
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

type Told = Omit<VendorReportLine, 'card' | keyof PlacedReport> & { reportId: string; content: Buffer | null }

async function readLines(tx: Tx, vendorId: string, places: readonly PlacedReport[]): Promise<VendorReportLine[]> {
  const whole = places.flatMap((place) => (place.whole ? place.reportId : []))
  const rows = await tx.sql<Told[]>`
    select r.id as report_id, r.reference, r.revision_number, r.submitted_at, r.withdrawn_at, v.content,
      exists (select from sendings s where s.report_id = r.id and s.decided_at is null) as waits,
      exists (select from sendings s join drafts d on d.report_id = s.report_id
        where s.report_id = r.id and s.decided_at is null and s.draft_version <> d.version) as stale,
      (select count(*)::int from feedback f where f.report_id = r.id and f.kind = 'question'
        and not exists (select from question_answers a where a.question_id = f.id)) as open_questions,
      (select min(coalesce(c.cautious_at, c.due_at)) from clocks c
        where r.id = any (${whole}::uuid[]) and c.report_id = r.id and c.ended_at is null and r.withdrawn_at is null
          and not ${isDelivered(tx)}) as next_due_at
    from reports r left join vendor_reports v on v.vendor_id = ${vendorId} and v.report_id = r.id
    where r.id = any (${places.map(({ reportId }) => reportId)}::uuid[])`
  const told = new Map((await openCards(tx, vendorId, rows)).map((line) => [line.reportId, line]))
  return places.flatMap((place) => {
    const line = told.get(place.reportId)
    return line ? [{ ...line, ...place }] : []
  })
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
