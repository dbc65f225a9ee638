import { queueChoice, queueHref } from './queue-filters.ts'
import type { QueueView } from './views.ts'

const view = (query: string) => queueHref(queueChoice(new URLSearchParams(query)))

/** Queues that everybody looks at; what a body or a person looks at besides is saved as a view. Words in `recipient:day`. */
export const dayViews = {
  newest: view(''),
  urgent: view('order=urgent'),
  unread: view('unread=1'),
  free: view('free=1'),
  mine: view('mine=1'),
  waiting: view('state=waiting'),
} as const

/** Is this the address of one of them, or of one that was saved? */
export const isNamed = (here: string, saved: readonly QueueView[]): boolean =>
  [...Object.values(dayViews), ...saved.map(({ href }) => href)].includes(here)
