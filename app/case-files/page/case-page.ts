/** What the page of a case shows: plain data with words already found. Officers' ids go no further than a choice. */
import type { CaseState } from '#app/case-files/case-state.ts'
import type { DueWords } from '#app/case-files/due-words.ts'
import type { FeedbackKind } from '#db/case-files/feedback.server.ts'
import type { Fit } from '#db/organisations/standings.server.ts'
import type { DocumentPage } from '#forms/document.ts'
import type { Phase } from '#forms/item.ts'
import type { Duty } from '#forms/plan.ts'
import type { Seen } from '#forms/rulebook.ts'

/** Who stands behind the report, beside what was answered: a key of words, and since when. */
export interface ReporterView {
  how: string
  verified: boolean
  /** Is the verified organisation the one of the answers? Null: nobody is verified, or nobody named. */
  fit: Fit | null
  since: string | null
  /** After what this body was sent last. */
  changed: boolean
}

export interface CaseSummary {
  id: string
  reference: string
  organisation: string | null
  reporter: ReporterView
  title: string | null
  recipient: string
  state: CaseState
  stage: Phase
  receivedAt: string
  updatedAt: string
  assignee: { officerId: string; name: string; gone: boolean } | null
  mine: boolean
  labels: readonly string[]
  ownNumber: string | null
  /** Was it ever? A question that waits for an answer hides it in the state. */
  acknowledged: boolean
  /** Questions of this body that nobody has answered. */
  openQuestions: number
}

export interface ClockView {
  clock: string
  kind: 'promptly' | 'at' | 'day' | 'open'
  startsFrom: string
  startedAt: string | null
  dueAt: string | null
  cautiousAt: string | null
  guidelineAt: string | null
  met: boolean
  due: DueWords
}

export interface WhyView {
  duty: Duty
  rulebook: string
  edition: string
  /** `seen`: how the ground reached us; null when the rulebook no longer says. */
  rules: readonly { rule: string; ground: string; seen: Seen | null }[]
  /** Another body passed it on. */
  handed: { by: string; ground: string | null; groundText: string | null; seen: Seen | null } | null
}

export interface ChangeView {
  item: string
  kind: 'added' | 'changed' | 'removed'
  label: string
  before: readonly string[]
  after: readonly string[]
}

export interface RevisionView {
  deliveryId: string
  number: number
  phase: Phase
  sentAt: string
  openedAt: string | null
  digest: string
  changes: readonly ChangeView[] | null
  /** What the reporter wrote beside the answers: what changed and why, and why a deadline was missed. */
  cover: { changes: string | null; late: readonly { clock: string; reason: string }[] } | null
  shown: boolean
}

export interface MessageView {
  id: string
  kind: FeedbackKind
  from: 'recipient' | 'reporter'
  /** What a question is about; none when it is about the report in general. */
  items: readonly string[]
  text: string | null
  number: string | null
  reason: string | null
  tlp: string | null
  due: string | null
  late: boolean
  author: string | null
  /** The name of the program that wrote it. */
  program: string | null
  /** The vendor that said it for the reporter. */
  by: string | null
  issued: IssuedView | null
  /** Answers that came by the reporter's consent alone, in lines. */
  told: readonly { item: string; label: string; lines: readonly string[] }[]
  sentAt: string
  answered: { at: string; revisionNumber: number | null } | null
  /** When this body took its question back. */
  retractedAt: string | null
}

/** A warning to the public: when, and where it can be read. */
export interface IssuedView {
  on: string
  url: string
  reference: string
}

export interface NoteView {
  id: string
  name: string
  text: string
  writtenAt: string
}

/** Items an officer may ask about, by section, with the words of the form. */
export interface AskableView {
  got: readonly { item: string; label: string }[]
  missing: readonly { item: string; label: string }[]
  beyond: readonly { item: string; label: string }[]
}

export interface CasePage {
  file: CaseSummary
  colleagues: readonly { officerId: string; name: string }[]
  why: WhyView
  clocks: readonly ClockView[]
  revisions: readonly RevisionView[]
  /** Revisions that this body passed over before the one that is shown, and all that changed since the one it read. */
  unread: { read: number; passed: readonly number[]; changes: readonly ChangeView[] } | null
  document: DocumentPage
  shown: { deliveryId: string; number: number; phase: Phase }
  thread: readonly MessageView[]
  notes: readonly NoteView[]
  askable: AskableView
  today: string
}
