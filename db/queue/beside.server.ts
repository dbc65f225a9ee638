/**
 * What stands beside the rows of a queue: saved views, the columns that the body chose, what the officer did last to many.
 * Little of each, and in one statement: the server spends on a statement what it spends on reading five rows.
 */
import type { BulkAct } from '#db/case-files/bulk-acts.server.ts'
import type { Tx } from '#db/context.ts'
import type { ItemId } from '#forms/item.ts'
import { openViews, type SealedView, type View } from './views.server.ts'

export interface Beside {
  /** The body's first, then the officer's own, oldest first. */
  views: View[]
  /** Empty as long as nobody has chosen. */
  columns: readonly ItemId[]
  /** When it was not undone. */
  last: BulkAct | null
}

type Row =
  | ({ what: 'view' } & SealedView)
  | { what: 'columns'; items: ItemId[] }
  | ({ what: 'act'; undoneAt: Date | null } & BulkAct)

/** `since`: what was done to many before is not told. */
export async function readBeside(tx: Tx, since: Date): Promise<Beside> {
  if (tx.actor.kind !== 'officer') return { views: [], columns: [], last: null }
  const { recipient, officerId } = tx.actor
  const [rows, key] = await Promise.all([
    tx.sql<Row[]>`
      (select 'view' as what, id, officer_id is null as shared, content, null::text[] as items,
          null::text as act, null::text as label, null::uuid[] as case_file_ids,
          null::timestamptz as done_at, null::timestamptz as undone_at
        from views where recipient = ${recipient} order by officer_id is null desc, created_at, id limit 40)
      union all select 'columns', null, null, null, items, null, null, null, null, null
        from queue_columns where recipient = ${recipient}
      union all (select 'act', id, null, null, null, act, label, case_file_ids, done_at, undone_at
        from bulk_acts where officer_id = ${officerId} and done_at > ${since} order by done_at desc limit 1)`,
    tx.recipientKey(recipient),
  ])
  const beside: Beside = { views: openViews(key, recipient, rows.filter(isView)), columns: [], last: null }
  for (const row of rows) {
    if (row.what === 'columns') beside.columns = row.items
    else if (row.what === 'act' && row.undoneAt === null) beside.last = actOf(row)
  }
  return beside
}

const isView = (row: Row) => row.what === 'view'

const actOf = ({ id, act, label, caseFileIds, doneAt }: BulkAct): BulkAct => ({ id, act, label, caseFileIds, doneAt })
