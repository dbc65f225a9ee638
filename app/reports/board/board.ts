/** The reporter's board: what became of the report at each body, from the rows that the store keeps. */
import { metAt } from '#forms/deadlines/met.ts'
import type { Phase } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

export interface SentDelivery {
  id: string
  phase: Phase
  recipient: RecipientId
  revisionNumber: number
  sentAt: Date
  deliveredAt: Date | null
  openedAt: Date | null
}

export interface CaseState {
  recipient: RecipientId
  prefecture: string | null
  acknowledgedAt: Date | null
  acknowledgementNumber: string | null
  closedAt: Date | null
}

export interface RunningClock {
  recipient: RecipientId
  clock: string
  report: 'initial' | 'interim' | 'final' | 'notice'
  dueKind: 'promptly' | 'at' | 'day' | 'open'
  dueAt: Date | null
  cautiousAt: Date | null
  guidelineAt: Date | null
}

export interface BoardClock extends RunningClock {
  metAt: Date | null
}

export interface BoardRow {
  recipient: RecipientId
  /** Of its case file: of the police, whose it is. */
  prefecture: string | null
  /** Of the latest delivery. */
  sentAt: Date
  deliveredAt: Date | null
  openedAt: Date | null
  /** While the latest is unopened: the last one before it that was opened. */
  openedBefore: { revisionNumber: number; openedAt: Date } | null
  acknowledgedAt: Date | null
  number: string | null
  closedAt: Date | null
  openQuestions: number
  clocks: readonly BoardClock[]
}

interface BoardSources {
  deliveries: readonly SentDelivery[]
  caseFiles: readonly CaseState[]
  clocks: readonly RunningClock[]
  openQuestions: readonly { recipient: RecipientId }[]
}

/** One row per body that got something, in the order in which they first got it. */
export function boardRows({ deliveries, caseFiles, clocks, openQuestions }: BoardSources): BoardRow[] {
  const byRecipient = Map.groupBy(
    deliveries.toSorted((a, b) => a.revisionNumber - b.revisionNumber),
    ({ recipient }) => recipient,
  )
  return [...byRecipient].flatMap(([recipient, sent]) => {
    const latest = sent.at(-1)
    if (!latest) return []
    const state = caseFiles.find((caseFile) => caseFile.recipient === recipient)
    return {
      recipient,
      prefecture: state?.prefecture ?? null,
      sentAt: latest.sentAt,
      deliveredAt: latest.deliveredAt,
      openedAt: latest.openedAt,
      openedBefore: latest.openedAt ? null : lastOpened(sent),
      acknowledgedAt: state?.acknowledgedAt ?? null,
      number: state?.acknowledgementNumber ?? null,
      closedAt: state?.closedAt ?? null,
      openQuestions: openQuestions.filter((question) => question.recipient === recipient).length,
      clocks: clocks
        .filter((clock) => clock.recipient === recipient)
        .map((clock) => ({ ...clock, metAt: metAt(clock.report, sent) })),
    }
  })
}

function lastOpened(sent: readonly SentDelivery[]): BoardRow['openedBefore'] {
  const opened = sent.flatMap(({ revisionNumber, openedAt }) => (openedAt ? [{ revisionNumber, openedAt }] : []))
  return opened.at(-1) ?? null
}
