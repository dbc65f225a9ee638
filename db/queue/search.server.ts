/**
 * Full-text search over what a recipient got. Hashes in the index find candidates, newest case file first; each is
 * opened and read before it is shown, so that nothing is found that is not there. How much is opened is bounded.
 */
import type { PendingQuery, Row } from 'postgres'
import { z } from 'zod'
import { listSealed, openHeadings, type SealedCaseFile } from '#db/case-files/case-files.server.ts'
import { lastHanded } from '#db/case-files/hand-overs.server.ts'
import type { Tx } from '#db/context.ts'
import { deliveryPlace } from '#db/places.ts'
import type { DeliveryContent } from '#db/submissions/deliveries.server.ts'
import type { Projection } from '#forms/projection.ts'
import { cursorText, placeInstant, readPlace } from './cursor.ts'
import { ownWords } from './own-words.server.ts'
import { filtersOf, type QueueFilters } from './queue-filters.server.ts'
import type { QueuePage } from './queue.server.ts'
import { readFreely, readOnInOrder } from './reading-order.server.ts'
import { monthOf, tokensOf } from './search-tokens.server.ts'
import { holds, missing, pairsOf, type Phrases } from './search-words.ts'

/** Nearly all candidates are found, so that a few more than a page do; filters may leave few, and then more are taken. */
const spare = 3
const furtherRounds = [64, 128]
/** More pairs than these narrow nothing further and cost a list each. */
const pairsAsked = 24

export interface SearchAsked {
  phrases: Phrases
  /** Looked for where those find nothing. */
  otherwise?: Phrases | null
  filters: QueueFilters
  cursor?: string
  limit?: number
  /** What was indexed, piece by piece. */
  textsOf: (projection: Projection, reference: string) => Iterable<string>
}

export interface SearchPage extends QueuePage {
  /** What was read of each line to find it, by case file: nobody has to open it again to show some of it. */
  projections: ReadonlyMap<string, Projection>
}

export async function searchQueue(tx: Tx, { otherwise, ...asked }: SearchAsked): Promise<SearchPage> {
  const page = await pageFor(tx, asked)
  return otherwise && page.lines.length === 0 && !page.next ? pageFor(tx, { ...asked, phrases: otherwise }) : page
}

/** `next` may lead on although fewer than a page were found: so much was opened for now. */
async function pageFor(tx: Tx, asked: Omit<SearchAsked, 'otherwise'>): Promise<SearchPage> {
  const projections = new Map<string, Projection>()
  if (tx.actor.kind !== 'officer') return { lines: [], next: null, projections }
  const { limit = 25 } = asked
  const found: SealedCaseFile[] = []
  let after = cursorOf(asked.cursor)
  for (const most of [Math.min(limit + spare, 128), ...furtherRounds]) {
    if (found.length > limit) break
    const candidates = await candidatesFor(tx, asked.phrases, { after, most })
    const rows = await chosen(tx, candidates, asked.filters)
    for (const { row, projection } of await verified(tx, rows, asked, limit + 1 - found.length)) {
      found.push(row)
      projections.set(row.id, projection)
    }
    after = candidates.length < most ? null : (candidates.at(-1) ?? null)
    if (!after) break
  }
  const lines = await openHeadings(tx, found.slice(0, limit))
  const last = lines.at(-1)
  if (found.length > limit && last) return { lines, next: searchCursorAfter(last), projections }
  const next = after && searchCursorAfter({ id: after.caseFileId, receivedAt: after.receivedAt })
  return { lines, next, projections }
}

interface Candidate {
  caseFileId: string
  receivedAt: Date
}

/** From the month of `after` back to the recipient's first one. */
async function candidatesFor(
  tx: Tx,
  phrases: Phrases,
  { after, most }: { after: Candidate | null; most: number },
): Promise<Candidate[]> {
  const { sql, actor } = tx
  const recipient = actor.kind === 'officer' ? actor.recipient : ''
  const [, ends, , key] = await Promise.all([
    // Else all of the body's are looked through, for two of them, and that is planned anew for each search.
    readOnInOrder(tx),
    endsOf(tx, recipient),
    readFreely(tx),
    tx.recipientKey(recipient),
  ])
  if (!ends?.first || !ends.last) return []
  const months = monthsBack(after?.receivedAt ?? ends.last, ends.first)
  const pairs = new Set(phrases.flatMap((phrase) => [...pairsOf(phrase)]))
  const asked = [...pairs].slice(0, pairsAsked)
  const searchKey = key.derive('search')
  const wanted = months.flatMap((month) => tokensOf(searchKey, asked, month))
  return sql<Candidate[]>`
    select case_file_id, received_at from search_candidates(${`{${wanted.join(',')}}`}::text::integer[],
      ${months.length}, ${after?.receivedAt ?? null}, ${after?.caseFileId ?? null}, ${most})`
}

/** When the first and the last of a body's came. Not a bare query: those go out after whatever was called beside them. */
async function endsOf({ sql }: Tx, recipient: string) {
  const end = (order: PendingQuery<Row[]>) => sql`
    (select e.received_at from extracts e where e.recipient = ${recipient} order by ${order} limit 1)`
  const [ends] = await sql<{ first: Date | null; last: Date | null }[]>`
    select ${end(sql`e.received_at`)} as first, ${end(sql`e.received_at desc`)} as last`
  return ends
}

function monthsBack(from: Date, to: Date): number[] {
  const count = Math.max(monthOf(from) - monthOf(to), 0) + 1
  return Array.from({ length: count }, (_, back) => monthOf(from) - back)
}

/** What the officer may see of the candidates, and has not filtered out. */
async function chosen(tx: Tx, candidates: readonly Candidate[], filters: QueueFilters): Promise<SealedCaseFile[]> {
  if (candidates.length === 0) return []
  const { sql } = tx
  const ids = candidates.map(({ caseFileId }) => caseFileId)
  const page = sql`select * from case_files c where c.id in ${sql(ids)} ${filtersOf(tx, filters)}`
  return listSealed(tx, page, sql`c.received_at desc, c.id desc`)
}

/** Opens the last projection of each and reads it, until so many are found. */
async function verified(
  tx: Tx,
  rows: SealedCaseFile[],
  { phrases, textsOf }: SearchAsked,
  most: number,
): Promise<{ row: SealedCaseFile; projection: Projection }[]> {
  if (rows.length === 0) return []
  const { sql } = tx
  const ids = rows.map(({ reportId }) => reportId)
  const [deliveries, keys] = await Promise.all([
    sql<{ reportId: string; recipient: string; revisionNumber: number; content: Buffer }[]>`
      select distinct on (report_id) report_id, recipient, revision_number, content from deliveries
      where report_id in ${sql(ids)} and recipient = ${rows[0]?.recipient ?? ''}
      order by report_id, revision_number desc`,
    tx.reportKeys(ids),
  ])
  const last = new Map(deliveries.map((delivery) => [delivery.reportId, delivery]))
  const without = ids.filter((id) => !last.has(id))
  const [handed, own] = await Promise.all([lastHanded(tx, without, rows[0]?.recipient ?? ''), ownWords(tx, rows)])
  const opened = ({ reportId }: SealedCaseFile) => {
    const delivery = last.get(reportId)
    if (!delivery) return handed.get(reportId)
    const place = deliveryPlace(reportId, delivery.recipient, delivery.revisionNumber)
    return keys.get(reportId)?.unseal<DeliveryContent>(place, delivery.content).projection
  }
  const found = rows.values().flatMap((row) => {
    const projection = opened(row)
    if (!projection) return []
    const left = missing(own(row), phrases)
    return left.length === 0 || holds(textsOf(projection, row.reference), left) ? [{ row, projection }] : []
  })
  return found.take(most).toArray() // what is not taken is not opened
}

const place = z.tuple([placeInstant, z.uuid()])

/** The cursor of what was found after this case file. */
export const searchCursorAfter = ({ id, receivedAt }: { id: string; receivedAt: Date }): string =>
  cursorText([receivedAt.getTime(), id])

/** A broken cursor starts over. */
function cursorOf(text: string | undefined): Candidate | null {
  const after = text ? readPlace(place, text) : null
  return after && { receivedAt: new Date(after[0]), caseFileId: after[1] }
}
