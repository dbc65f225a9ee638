import { searchTexts } from '#app/case-files/search/search-text.server.ts'
import { getCaseFile, type QueueLine } from '#db/case-files/case-files.server.ts'
import type { Context, Officer, Reading, Tx } from '#db/context.ts'
import { type Beside, readBeside } from '#db/queue/beside.server.ts'
import { listCells, type Cells } from '#db/queue/extracts.server.ts'
import { cursorAfter } from '#db/queue/queue-order.server.ts'
import { listQueue, type QueuePage } from '#db/queue/queue.server.ts'
import { inOrder, onInOrder, readAs, readInOrder } from '#db/queue/reading-order.server.ts'
import { otherPhrasesOf, phrasesOf } from '#db/queue/search-words.ts'
import { searchCursorAfter, searchQueue, type SearchPage } from '#db/queue/search.server.ts'
import type { Projection } from '#forms/projection.ts'

import { undoableSince } from './bulk.server.ts'
import type { QueueChoice } from './queue-filters.ts'
import { filtersOf } from './chosen-filters.ts'
import { cellsOf } from './columns.ts'
import { countViews } from './views.server.ts'
import type { QueueView } from './views.ts'

export interface ReadQueue extends QueuePage, Omit<Beside, 'views'> {
  cells: ReadonlyMap<string, Cells>
  views: readonly QueueView[]
}

/**
 * One page of the officer's queue, with what hangs on it: one key for all that is sealed in it. Bodies that keep views or
 * chose columns have them counted and filled by a second round.
 */
export async function readQueue(context: Context<Officer>, choice: QueueChoice): Promise<ReadQueue> {
  const { db } = context
  if (choice.q) return db.transaction((tx) => searched(tx, choice, context))
  const rows = await db.readAtOnce((tx) => readRows(tx, choice, context), readingFor(choice))
  if (rows.columns.length === 0 && rows.views.length === 0) return { ...rows, ...bare }
  return db.readAtOnce((tx) => filled(rows, tx, context), inOrder)
}

async function searched(tx: Tx, choice: QueueChoice, context: Context<Officer>): Promise<ReadQueue> {
  const rows = await readRows(tx, choice, context)
  await readInOrder(tx)
  return filled(rows, tx, context)
}

type Rows = Page & Beside

async function readRows(tx: Tx, choice: QueueChoice, { actor, now }: Context<Officer>): Promise<Rows> {
  const [page, beside] = await Promise.all([
    pageOf(tx, choice, actor.officerId, now),
    readBeside(tx, undoableSince(now)),
  ])
  return { ...page, ...beside }
}

/** A search has read what stands in the columns. */
async function filled(rows: Rows, tx: Tx, { actor, now }: Context<Officer>): Promise<ReadQueue> {
  const { lines, columns, views, projections } = rows
  const ids = lines.map(({ id }) => id)
  const [cells, counted] = await Promise.all([
    columns.length === 0 ? none : projections ? cellsIn(projections) : listCells(tx, ids),
    countViews(tx, views, actor.officerId, now),
  ])
  return { ...rows, cells, views: counted }
}

const cellsIn = (projections: ReadonlyMap<string, Projection>): ReadonlyMap<string, Cells> =>
  new Map(projections.entries().map(([id, projection]) => [id, cellsOf(projection)]))

const none: ReadonlyMap<string, Cells> = new Map()
const bare = { cells: none, views: [] }

/** The case file that comes after this one in the same queue; the first without one; null at the end. */
export async function findNextCase(
  { db, actor, now }: Context<Officer>,
  choice: QueueChoice,
  after: string | null,
): Promise<string | null> {
  return db.transaction(async (tx) => {
    const cursor = after ? cursorOf(await getCaseFile(tx, after), choice) : undefined
    const reading = readingFor({ ...choice, after: cursor })
    if (reading && !choice.q) await readAs(tx, reading)
    const page = await pageOf(tx, { ...choice, after: cursor }, actor.officerId, now, 1)
    return page.lines[0]?.id ?? null
  })
}

function cursorOf(file: QueueLine, { q, order }: QueueChoice): string {
  return q ? searchCursorAfter(file) : cursorAfter(file, order)
}

/** What bears a label is few among many: sorting it is quicker than reading the queue in its order. */
function readingFor({ label, state, order, after }: QueueChoice): Reading | undefined {
  if (state === 'returned' || (label && state !== 'all' && state !== 'closed')) return undefined
  return after && order === 'oldest' ? onInOrder : inOrder
}

/** `projections`: of a search. */
type Page = QueuePage & Partial<SearchPage>

/** What is too short to look for finds nothing. */
async function pageOf(tx: Tx, choice: QueueChoice, me: string, now: Date, limit?: number): Promise<Page> {
  const { order, after: cursor, q } = choice
  const filters = filtersOf(choice, me, now)
  if (!q) return listQueue(tx, { filters, order, cursor, limit })
  const phrases = phrasesOf(q)
  return phrases
    ? searchQueue(tx, { phrases, otherwise: otherPhrasesOf(q), filters, cursor, limit, textsOf: searchTexts })
    : { lines: [], next: null }
}
