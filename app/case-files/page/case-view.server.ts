import { colleaguesFor } from '#app/case-files/acts/colleagues.ts'
import { stateOf } from '#app/case-files/case-state.ts'
import { dayOf, dueWords } from '#app/case-files/due-words.ts'
import { Refusal } from '#app/http/refusal.ts'
import { isOpen, itemsAsked, type Feedback } from '#db/case-files/feedback.server.ts'
import type { Officer } from '#db/context.ts'
import { howOf } from '#db/organisations/standings.server.ts'
import type { ClockLine } from '#db/reports/clocks.server.ts'
import { changesBetween, type Change } from '#forms/changes.ts'
import { metAt } from '#forms/deadlines/met.ts'
import { documentOf } from '#forms/document.ts'
import { answerLines } from '#forms/document/answer-lines.ts'
import type { Words } from '#forms/document/words.ts'
import { currentEdition, findEdition } from '#forms/edition.ts'
import { isTold, type Edition } from '#forms/item.ts'
import { findRulebook } from '#forms/rulebooks.ts'

import type { CasePage, ChangeView, ClockView, MessageView, ReporterView, RevisionView, WhyView } from './case-page.ts'
import { askableIn } from './askable-items.ts'
import type { ReadCase, ReadDelivery } from './read-case.server.ts'

export interface Viewing {
  officer: Officer
  words: Words
  now: Date
  /** The revision to show; the newest when it is missing. */
  revision: number | null
}

/** The page of a case from what was read: decided here, drawn in components, stored nowhere. */
export function casePage(read: ReadCase, viewing: Viewing): CasePage {
  const { words, now } = viewing
  const shown = shownDelivery(read.deliveries, viewing.revision)
  const names = new Map(read.colleagues.map(({ officerId, name }) => [officerId, name]))
  return {
    file: summaryOf(read, viewing.officer),
    colleagues: colleaguesFor(read.file, read.colleagues).map(({ officerId, name }) => ({ officerId, name })),
    why: whyOf(shown),
    clocks: read.clocks.map((clock) => clockOf(clock, read.deliveries, now)),
    revisions: read.deliveries.map((delivery) => revisionOf(delivery, delivery === shown, words)).toReversed(),
    unread: unreadBefore(read.deliveries, shown, words),
    document: documentOf(shown.projection, words, { ...sendingOf(read, shown), cover: shown.cover }),
    shown: { deliveryId: shown.line.id, number: shown.line.revisionNumber, phase: shown.projection.phase },
    thread: read.feedback.map((message) => messageOf(message, { names, programs: read.programs, words, now })),
    notes: read.notes.map(({ id, name, text, writtenAt }) => ({ id, name, text, writtenAt: writtenAt.toISOString() })),
    askable: askableIn(newestOf(read.deliveries).projection, words),
    today: dayOf(now),
  }
}

/** What the store knows of a sending, for the document's head. */
export function sendingOf({ file }: Pick<ReadCase, 'file'>, { line }: Pick<ReadDelivery, 'line'>) {
  return {
    reference: file.reference,
    revision: line.revisionNumber,
    sentAt: line.sentAt.toISOString(),
    digest: line.digest.toString('hex'),
    handed: line.handed,
  }
}

function newestOf(deliveries: readonly ReadDelivery[]): ReadDelivery {
  const newest = deliveries.at(-1)
  if (!newest) throw new Refusal('notFound')
  return newest
}

/** The revision that was asked for, or the newest. */
export function shownDelivery(deliveries: readonly ReadDelivery[], revision: number | null): ReadDelivery {
  return deliveries.find(({ line }) => line.revisionNumber === revision) ?? newestOf(deliveries)
}

/** Revisions between the one shown and the one that this body had read last. What they changed is new to it as well. */
function unreadBefore(deliveries: readonly ReadDelivery[], shown: ReadDelivery, words: Words): CasePage['unread'] {
  const before = deliveries.slice(0, deliveries.indexOf(shown))
  const at = before.findLastIndex(({ line }) => wasOpened(line, shown.line.openedAt))
  const [read, passed] = [before[at], before.slice(at + 1)]
  if (!read || passed.length === 0) return null
  return {
    read: read.line.revisionNumber,
    passed: passed.map(({ line }) => line.revisionNumber),
    changes: changesOf(changesBetween(read.projection, shown.projection), shown, words),
  }
}

const wasOpened = ({ openedAt }: ReadDelivery['line'], by: Date | null): boolean =>
  openedAt !== null && (by === null || openedAt < by)

function reporterOf({ standings, fit, deliveries }: ReadCase): ReporterView {
  const [now] = standings
  if (!now) return { how: 'guest', verified: false, fit: null, since: null, changed: false }
  const sentAt = deliveries.at(-1)?.line.sentAt
  return {
    how: howOf(now),
    verified: now.way !== null,
    fit,
    since: now.at.toISOString(),
    changed: sentAt !== undefined && now.at > sentAt,
  }
}

function summaryOf(read: ReadCase, officer: Officer): CasePage['file'] {
  const { file, feedback } = read
  const numbered = feedback.findLast(({ kind, body }) => kind === 'acknowledgement' && body.number)
  return {
    id: file.id,
    reference: file.reference,
    organisation: file.heading.organisation,
    reporter: reporterOf(read),
    title: file.heading.title,
    recipient: file.recipient,
    state: stateOf(file),
    stage: file.stage,
    receivedAt: file.receivedAt.toISOString(),
    updatedAt: file.updatedAt.toISOString(),
    assignee: file.assignee,
    mine: file.assignee?.officerId === officer.officerId,
    labels: file.labels,
    ownNumber: numbered?.body.number ?? null,
    acknowledged: file.acknowledgedAt !== null,
    openQuestions: feedback.filter(isOpen).length,
  }
}

/** Rules that a projection names, from the rulebook it was made under. A rule of a lost rulebook is still named. */
function whyOf({ line: { handed }, projection }: ReadDelivery): WhyView {
  const { duty, rules, rulebook, edition } = projection
  const found = findRulebook(rulebook)
  const grounds = new Map(found?.grounds.map((ground) => [ground.id, ground.seen]))
  const written = new Map(found?.rules.map((rule) => [rule.id, rule.ground]))
  return {
    duty,
    rulebook,
    edition,
    handed: handed ? { ...handed, seen: grounds.get(handed.ground ?? '') ?? null } : null,
    rules: rules.map((rule) => {
      const ground = written.get(rule) ?? ''
      return { rule, ground, seen: grounds.get(ground) ?? null }
    }),
  }
}

function clockOf(line: ClockLine, deliveries: readonly ReadDelivery[], now: Date): ClockView {
  const arrived = deliveries.map((one) => one.line)
  return {
    clock: line.clock,
    kind: line.dueKind,
    startsFrom: line.startsFrom,
    startedAt: line.startedAt?.toISOString() ?? null,
    dueAt: line.dueAt?.toISOString() ?? null,
    cautiousAt: line.cautiousAt?.toISOString() ?? null,
    guidelineAt: line.guidelineAt?.toISOString() ?? null,
    met: metAt(line.report, arrived) !== null,
    due: dueWords(line.cautiousAt ?? line.dueAt, now),
  }
}

function revisionOf(delivery: ReadDelivery, shown: boolean, words: Words): RevisionView {
  const { line, projection, changes, cover } = delivery
  return {
    deliveryId: line.id,
    number: line.revisionNumber,
    phase: projection.phase,
    sentAt: line.sentAt.toISOString(),
    openedAt: line.openedAt?.toISOString() ?? null,
    digest: line.digest.toString('hex'),
    changes: changes && changesOf(changes, delivery, words),
    cover: cover ?? null,
    shown,
  }
}

/** Number and date of a revision differ every time; its heading says them. */
function changesOf(changes: readonly Change[], { projection }: ReadDelivery, words: Words): ChangeView[] {
  const edition = findEdition(projection.edition)
  return changes
    .filter(({ item }) => isTold(edition?.items.get(item)))
    .map((change) => changeOf(change, edition, words))
}

function changeOf(change: Change, edition: Edition | undefined, words: Words): ChangeView {
  const { item, kind } = change
  const lines = (value: Parameters<typeof answerLines>[2]) => answerLines(item, edition?.items.get(item), value, words)
  return {
    item,
    kind,
    label: words.item(item),
    before: 'before' in change ? lines(change.before) : [],
    after: 'after' in change ? lines(change.after) : [],
  }
}

interface Telling {
  names: ReadonlyMap<string, string>
  programs: ReadonlyMap<string, string>
  words: Words
  now: Date
}

function messageOf(message: Feedback, { names, programs, words, now }: Telling): MessageView {
  const { id, kind, from, body, sentAt, officerId, clientId, answered, retractedAt } = message
  const due = body.due ?? null
  return {
    id,
    kind,
    from,
    items: itemsAsked(message),
    text: body.text ?? null,
    number: body.number ?? null,
    reason: body.reason ?? null,
    tlp: body.tlp ?? null,
    due,
    late: due !== null && due < dayOf(now),
    author: officerId ? (names.get(officerId) ?? null) : null,
    program: clientId ? (programs.get(clientId) ?? null) : null,
    by: body.by ?? null,
    issued: body.issued ?? null,
    told: (body.told ?? []).map(({ item, value }) => ({
      item,
      label: words.item(item),
      lines: answerLines(item, currentEdition.items.get(item), value, words),
    })),
    sentAt: sentAt.toISOString(),
    answered: answered && { at: answered.at.toISOString(), revisionNumber: answered.revisionNumber },
    retractedAt: retractedAt?.toISOString() ?? null,
  }
}
