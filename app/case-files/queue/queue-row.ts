import { stateOf, type CaseState, type Unread } from '#app/case-files/case-state.ts'
import { dueWords, type DueWords } from '#app/case-files/due-words.ts'
import { severityAt, type Severity } from '#app/case-files/severities.ts'
import type { QueueLine } from '#db/case-files/case-files.server.ts'
import type { Phase } from '#forms/item.ts'

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
  updatedAt: Date
  dueAt: Date | null
  due: DueWords
  attackType: string | null
  sector: string | null
  prefecture: string | null
  assignee: string | null
  /** Whoever has it can do nothing about it any more. */
  unattended: boolean
  labels: readonly string[]
  /** What the body itself thinks of it. */
  severity: Severity | null
  escalated: boolean
  mergedNews: boolean
  /** Questions had better wait. */
  held: boolean
  /** The body's own columns, in their order; null where it was not told. */
  cells: readonly (string | null)[]
}

/** `cells`: the body's own columns, which the line itself does not say. */
export function queueRow(line: QueueLine, cells: readonly (string | null)[], now: Date): QueueRow {
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
    mergedNews,
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
    updatedAt,
    dueAt,
    due: dueWords(line.closedAt ? null : dueAt, now),
    attackType,
    sector,
    prefecture,
    assignee: assignee?.name ?? null,
    unattended: assignee?.gone ?? false,
    labels,
    severity: severityAt(line.ownSeverity),
    escalated: line.escalatedAt !== null,
    mergedNews,
    held: !line.closedAt && line.heldUntil !== null && line.heldUntil > now,
    cells,
  }
}

/** Unread by this officer; what is closed waits for nobody. */
function unreadOf({ closedAt, revisionNumber, seen }: QueueLine): Unread {
  if (closedAt) return null
  if (seen === null) return 'new'
  return seen < revisionNumber ? 'updated' : null
}
