/**
 * Full-text search over what a recipient got. Hashes in the index find candidates, newest case file first; each is
 * opened and read before it is shown, so that nothing is found that is not there. How much is opened is bounded.
 */
import { z } from 'zod'
import type { Projection } from '#forms/projection.ts'
import { listSealed, openHeadings, type SealedCaseFile } from './case-files.server.ts'
import type { Tx } from './context.ts'
import type { DeliveryContent } from './deliveries.server.ts'
import { lastHanded } from './hand-overs.server.ts'
import { deliveryPlace } from './places.ts'
import { filtersOf, type QueueFilters } from './queue-filters.server.ts'
import type { QueuePage } from './queue.server.ts'
import { monthOf, tokensOf } from './search-tokens.server.ts'
import { holds, pairsOf, type Phrases } from './search-words.ts'

/** Nearly all candidates are found, unless filters leave few of them: then the next round takes twice as many. */
const rounds = [32, 64, 128]
/** More pairs than these narrow nothing further and cost a list each. */
const pairsAsked = 24

export interface SearchAsked {
  phrases: Phrases
  filters: QueueFilters
  cursor?: string
  limit?: number
  /** The same text that was indexed. */
  textOf: (projection: Projection, reference: string) => string
}

/** `next` may lead on although fewer than a page were found: so much was opened for now. */
export async function searchQueue(tx: Tx, asked: SearchAsked): Promise<QueuePage> {
  if (tx.actor.kind !== 'officer') return { lines: [], next: null }
  const { limit = 25 } = asked
  const found: SealedCaseFile[] = []
  let after = cursorOf(asked.cursor)
  for (const most of rounds) {
    if (found.length > limit) break
    const candidates = await candidatesFor(tx, asked.phrases, { after, most })
    const rows = await chosen(tx, candidates, asked.filters)
    found.push(...(await verified(tx, rows, asked)))
    after = candidates.length < most ? null : (candidates.at(-1) ?? null)
    if (!after) break
  }
  const lines = await openHeadings(tx, found.slice(0, limit))
  const last = lines.at(-1)
  if (found.length > limit && last) return { lines, next: searchCursorAfter(last) }
  return { lines, next: after && searchCursorAfter({ id: after.caseFileId, receivedAt: after.receivedAt }) }
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
  const [[ends], key] = await Promise.all([
    sql<{ first: Date | null; last: Date | null }[]>`
      select min(received_at) as first, max(received_at) as last from extracts where recipient = ${recipient}`,
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

/** Opens the last projection of each and reads it. */
async function verified(tx: Tx, rows: SealedCaseFile[], { phrases, textOf }: SearchAsked): Promise<SealedCaseFile[]> {
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
  const handed = await lastHanded(tx, without, rows[0]?.recipient ?? '')
  return rows.filter(({ reportId, reference }) => {
    const [delivery, key] = [last.get(reportId), keys.get(reportId)]
    const place = delivery && deliveryPlace(reportId, delivery.recipient, delivery.revisionNumber)
    const projection = place ? key?.unseal<DeliveryContent>(place, delivery.content).projection : handed.get(reportId)
    return projection !== undefined && holds(textOf(projection, reference), phrases)
  })
}

const cursor = z.tuple([z.number(), z.uuid()])

/** The cursor of what was found after this case file. */
export const searchCursorAfter = ({ id, receivedAt }: { id: string; receivedAt: Date }): string =>
  Buffer.from(JSON.stringify([receivedAt.getTime(), id])).toString('base64url')

/** A broken cursor starts over. */
function cursorOf(text: string | undefined): Candidate | null {
  if (!text) return null
  try {
    const [at, caseFileId] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { receivedAt: new Date(at), caseFileId }
  } catch {
    return null
  }
}
