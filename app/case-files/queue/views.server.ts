import type { Context, Officer, Tx } from '#db/context.ts'
import { countQueue, countSavedViews, deleteView, insertView, setColumns, type View } from '#db/queue/views.server.ts'

import { columnChoices, mostColumns } from './columns.ts'
import { fromTheTop, queueChoice, queueHref } from './queue-filters.ts'
import { filtersOf } from './chosen-filters.ts'
import { viewLimits, type QueueView } from './views.ts'

/** Views with how much is in each for the officer. A search is not counted: it would have to be made. */
export function countViews(tx: Tx, views: readonly View[], me: string, now: Date): Promise<QueueView[]> {
  return Promise.all(
    views.map(async ({ id, name, shared, query }) => {
      const choice = queueChoice(new URLSearchParams(query))
      const count = choice.q ? null : await countQueue(tx, filtersOf(choice, me, now), viewLimits.counted + 1)
      return { id, name, shared, href: queueHref(choice), count }
    }),
  )
}

/** Keeps filters, order and searched words under a name. The query is read and written anew: nothing else gets in. */
export async function saveView(
  { db, now }: Context<Officer>,
  { name, query, shared }: Omit<View, 'id'>,
): Promise<string> {
  if (name === '' || [...name].length > viewLimits.name) return 'viewNameWrong'
  const kept = queueHref(fromTheTop(queueChoice(new URLSearchParams(query)))).split('?')[1] ?? ''
  return db.transaction(async (tx) => {
    if ((await countSavedViews(tx)) >= viewLimits.views) return 'viewsTooMany'
    await insertView(tx, { name, query: kept, shared }, now)
    return 'viewSaved'
  })
}

export async function removeView({ db }: Context<Officer>, id: string): Promise<string> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return 'viewRemoved'
  await db.transaction((tx) => deleteView(tx, id))
  return 'viewRemoved'
}

/** For everybody of the body. What it is never told is left out. */
export async function chooseColumns({ db, actor, now }: Context<Officer>, chosen: readonly string[]): Promise<string> {
  const items = columnChoices(actor.recipient, now).filter((item) => chosen.includes(item))
  if (items.length > mostColumns) return 'columnsTooMany'
  await db.transaction((tx) => setColumns(tx, items, now))
  return 'columnsChosen'
}
