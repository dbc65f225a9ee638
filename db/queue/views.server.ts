/** Saved views of a queue, a person's own or the whole body's, and the columns that a body chose. */
import type { DataKey, Tx } from '#db/context.ts'
import { viewPlace } from '#db/places.ts'
import { keepOpenings } from '#db/sealing/kept-openings.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { ItemId } from '#forms/item.ts'
import { filtersOf, isOld, ownQueue, those, type QueueFilters } from './queue-filters.server.ts'
import { queuePage } from './queue-page.server.ts'

export interface View {
  id: string
  /** Of the whole body, not only of the officer. */
  shared: boolean
  name: string
  /** The query of the queue's address. */
  query: string
}

type ViewContent = Pick<View, 'name' | 'query'>

const kept = keepOpenings<ViewContent>({ most: 400, bytes: 100_000, idle: 90 })

export interface SealedView {
  id: string
  shared: boolean
  content: Buffer
}

/** Read by `readBeside`. */
export const openViews = (key: DataKey, recipient: string, views: readonly SealedView[]): View[] =>
  views.map(({ id, shared, content }) => ({ id, shared, ...kept.open(key, viewPlace(id, recipient), content) }))

export async function countSavedViews(tx: Tx): Promise<number> {
  if (tx.actor.kind !== 'officer') return 0
  const [row] = await tx.sql<{ count: number }[]>`
    select count(*)::integer as count from views where recipient = ${tx.actor.recipient}`
  return row?.count ?? 0
}

export async function insertView(tx: Tx, view: Omit<View, 'id'>, now: Date): Promise<string> {
  if (tx.actor.kind !== 'officer') throw new Error('only officers have views')
  const { recipient, officerId } = tx.actor
  const id = newId()
  const key = await tx.recipientKey(recipient)
  const content = key.seal(viewPlace(id, recipient), { name: view.name, query: view.query })
  await tx.sql`
    insert into views (id, recipient, officer_id, content, created_at)
    values (${id}, ${recipient}, ${view.shared ? null : officerId}, ${content}, ${now})`
  return id
}

/** False when it was gone, or is somebody else's. */
export async function deleteView(tx: Tx, id: string): Promise<boolean> {
  const gone = await tx.sql`delete from views where id = ${id} returning id`
  return gone.length > 0
}

/**
 * How many case files these filters leave, counted no further than `most`: an exact count reads the whole queue. In the
 * order of the queue, so that it stops there (see reading-order.server.ts); those with a label are looked up one by one.
 */
export async function countQueue(tx: Tx, filters: QueueFilters, most: number): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`
    select count(*)::integer as count from (${countable(tx, filters, most)}) counted`
  return row?.count ?? 0
}

function countable(tx: Tx, filters: QueueFilters, most: number) {
  const { sql } = tx
  const { label, ...others } = filters
  if (!label) return queuePage(tx, filters, { order: 'newest', cursor: undefined, limit: most })
  if (!isOld(filters.state))
    return sql`select from case_files c where ${ownQueue(tx)} ${filtersOf(tx, filters)} limit ${most}`
  return sql`
    select from labels l, lateral
      (select from case_files c where c.id = l.case_file_id and ${ownQueue(tx)} ${filtersOf(tx, others)} offset 0) c
    where ${those(tx, label)} limit ${most}`
}

/** Empty as long as nobody has chosen. */
export async function listColumns(tx: Tx): Promise<ItemId[]> {
  if (tx.actor.kind !== 'officer') return []
  const [row] = await tx.sql<{ items: ItemId[] }[]>`
    select items from queue_columns where recipient = ${tx.actor.recipient}`
  return row?.items ?? []
}

export async function setColumns(tx: Tx, items: readonly ItemId[], now: Date): Promise<void> {
  if (tx.actor.kind !== 'officer') throw new Error('only officers choose columns')
  const { recipient, officerId } = tx.actor
  await tx.sql`
    insert into queue_columns (recipient, items, officer_id, set_at)
    select ${recipient}, array(select json_array_elements_text(${JSON.stringify(items)}::text::json)), ${officerId}, ${now}
    on conflict (recipient) do update set items = excluded.items, officer_id = excluded.officer_id, set_at = excluded.set_at`
}
