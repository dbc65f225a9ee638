import type { Context, Officer } from '#db/context.ts'
import { listQueue, type QueueFilters, type QueuePage } from '#db/queue.server.ts'

import { endOfDayIn } from './due-words.ts'
import type { QueueChoice } from './queue-filters.ts'

/** One page of the officer's queue: one query, and one key for all its headings. */
export async function readQueue({ db, actor, now }: Context<Officer>, choice: QueueChoice): Promise<QueuePage> {
  const filters = filtersOf(choice, actor.officerId, now)
  return db.transaction((tx) => listQueue(tx, { filters, order: choice.order, cursor: choice.after }))
}

function filtersOf(
  { state, stage, attack, sector, prefecture, due, mine }: QueueChoice,
  me: string,
  now: Date,
): QueueFilters {
  return {
    ...(state === 'all' ? {} : { state }),
    ...(stage ? { stage } : {}),
    ...(attack ? { attackType: attack } : {}),
    ...(sector ? { sector } : {}),
    ...(prefecture ? { prefecture } : {}),
    ...dueFilter(due, now),
    ...(mine ? { assignee: me } : {}),
  }
}

function dueFilter(due: QueueChoice['due'], now: Date): Pick<QueueFilters, 'dueBefore' | 'withoutDue'> {
  switch (due) {
    case 'overdue':
      return { dueBefore: now }
    case 'today':
      return { dueBefore: endOfDayIn(0, now) }
    case 'week':
      return { dueBefore: endOfDayIn(7, now) }
    case 'none':
      return { withoutDue: true }
    default:
      return {}
  }
}
