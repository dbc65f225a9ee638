import type { Phase } from '#forms/item.ts'
import type { QueueLine } from '#db/case-files.server.ts'

import { stateOf, type CaseState, type Unread } from './case-state.ts'
import { dueWords, type DueWords } from './due-words.ts'

/** One line of the queue as plain data for the page: no officer's id, no key, no bytes. */
export interface QueueRow {
  id: string
  reference: string
  organisation: string | null
  title: string | null
  state: CaseState
  unread: Unread
  stage: Phase
  revisionNumber: number
  updatedAt: string
  dueAt: string | null
  due: DueWords
  attackType: string | null
  sector: string | null
  prefecture: string | null
  assignee: string | null
  labels: readonly string[]
}

export function queueRow(line: QueueLine, now: Date): QueueRow {
  const {
    id,
    reference,
    heading,
    stage,
    revisionNumber,
    updatedAt,
    dueAt,
    attackType,
    sector,
    prefecture,
    assignee,
    labels,
  } = line
  return {
    id,
    reference,
    organisation: heading.organisation,
    title: heading.title,
    state: stateOf(line),
    unread: unreadOf(line),
    stage,
    revisionNumber,
    updatedAt: updatedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    due: dueWords(line.closedAt ? null : dueAt, now),
    attackType,
    sector,
    prefecture,
    assignee: assignee?.name ?? null,
    labels,
  }
}

/** Unread: never opened by the body, or opened before the revision that came last. */
function unreadOf({ openedAt, latestOpened }: QueueLine): Unread {
  if (!openedAt) return 'new'
  return latestOpened ? null : 'updated'
}
