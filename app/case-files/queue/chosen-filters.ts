import { endOfDayIn } from '#app/case-files/due-words.ts'
import { severities } from '#app/case-files/severities.ts'
import type { QueueFilters } from '#db/queue/queue-filters.server.ts'

import type { QueueChoice } from './queue-filters.ts'

/** What an officer chose, as the store filters: "mine" and "today" become an id and an instant. */
export function filtersOf(choice: QueueChoice, me: string, now: Date): QueueFilters {
  const { state, stage, attack, sector, prefecture, due, mine, free, team, escalated, unread, label, severity } = choice
  return {
    ...(state === 'all' ? {} : { state }),
    ...(stage ? { stage } : {}),
    ...(attack ? { attackType: attack } : {}),
    ...(sector ? { sector } : {}),
    ...(prefecture ? { prefecture } : {}),
    ...dueFilter(due, now),
    ...(mine ? { assignee: me } : free ? { assignee: 'nobody' } : {}),
    ...(team ? { teamsOf: me } : {}),
    ...(escalated ? { escalated } : {}),
    ...(unread ? { unreadBy: me } : {}),
    ...(label ? { label } : {}),
    ...(severity ? { severity: severity === 'none' ? null : severities.indexOf(severity) } : {}),
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
