/** Where the entries of a timeline come from: one function for each kind of thing that was read. */
import type { TFunction } from 'i18next'

import { itemsAsked, type Feedback } from '#db/case-files/feedback.server.ts'
import { howOf } from '#db/organisations/standings.server.ts'
import { answerLines } from '#forms/document/answer-lines.ts'
import type { Words } from '#forms/document/words.ts'
import { findEdition } from '#forms/edition.ts'
import { unknown } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'
import { wordKey } from '#forms/words.ts'

import { actEntries } from './timeline-acts.ts'
import { passingEntries } from './timeline-passings.ts'
import type { ReadTimeline } from './read-timeline.server.ts'
import type { TimelineEntry, TimelineKind } from './timeline.ts'

/** How entries are put in words. */
export interface Saying {
  t: TFunction
  words: Words
  /** The name of a colleague; null for whoever is gone or outside. */
  nameOf: (officerId: string | null) => string | null
}

type Source = (read: ReadTimeline, saying: Saying) => TimelineEntry[]

const sources: readonly Source[] = [
  deliveryEntries,
  standingEntries,
  feedbackEntries,
  noteEntries,
  disclosureEntries,
  actEntries,
  passingEntries,
]

/** Unsorted. */
export function timelineEntries(read: ReadTimeline, saying: Saying): TimelineEntry[] {
  return sources.flatMap((source) => source(read, saying))
}

function deliveryEntries({ file, deliveries }: ReadTimeline, { t }: Saying): TimelineEntry[] {
  const sent = deliveries.filter(({ line }) => !line.handed) // what was handed over has an entry of its own
  const arrived = sent.map(({ line, projection, changes }): TimelineEntry => {
    const edition = findEdition(projection.edition)
    const values = { number: line.revisionNumber, stage: t(`recipient:stages.${line.phase}`) }
    const told = changes?.filter(({ item }) => !edition?.items.get(item)?.given)
    return {
      at: line.sentAt.toISOString(),
      kind: 'delivery',
      title: told?.length
        ? t('case-files:timeline.changed', { ...values, count: told.length })
        : t('case-files:timeline.arrived', values),
      inside: false,
      href: `/desk/case-files/${file.id}?revision=${line.revisionNumber}`,
    }
  })
  if (!file.withdrawnAt) return arrived
  const title = t('case-files:timeline.withdrawn')
  return [...arrived, { at: file.withdrawnAt.toISOString(), kind: 'closing', title, inside: false }]
}

/** The reporter took an account, or was found to be who they say. No revision comes with it. */
function standingEntries({ file, standings }: ReadTimeline, { t }: Saying): TimelineEntry[] {
  return standings.map((standing) => ({
    at: standing.at.toISOString(),
    kind: 'delivery',
    title: t('organisations:standing.timeline', { standing: t(`organisations:standing.of.${howOf(standing)}`) }),
    inside: false,
    href: `/desk/case-files/${file.id}#summary`,
  }))
}

const kindsOfFeedback: Readonly<Record<Feedback['kind'], TimelineKind>> = {
  acknowledgement: 'acknowledgement',
  question: 'question',
  answer: 'answer',
  advice: 'advice',
  warning: 'advice',
  match: 'advice',
  closing: 'closing',
  reopening: 'closing',
  message: 'message',
  retraction: 'question',
}

function feedbackEntries({ file, feedback }: ReadTimeline, { t, words, nameOf }: Saying): TimelineEntry[] {
  const href = `/desk/case-files/${file.id}#thread`
  return feedback.flatMap((message) => {
    const { kind, from, body, sentAt, officerId, answered } = message
    const about = itemsAsked(message).map(words.item).join(t('recipient:between')) || t('case-files:timeline.general')
    const values = {
      about,
      number: body.number ?? '',
      reason: body.reason ? t(`recipient:reasons.${body.reason}`) : '',
    }
    const said: TimelineEntry = {
      at: sentAt.toISOString(),
      kind: kindsOfFeedback[kind],
      title: t(`case-files:timeline.said.${keyOf(message)}`, values),
      text: [body.text, body.tlp && t(`recipient:tlp.${wordKey(body.tlp)}`)].filter(Boolean).join('\n'),
      who: from === 'recipient' ? nameOf(officerId) : null,
      inside: false,
      href,
    }
    if (answered?.revisionNumber == null) return [said]
    const title = t('case-files:timeline.answeredInRevision', { about, number: answered.revisionNumber })
    return [said, { at: answered.at.toISOString(), kind: 'answer', title, inside: false, href }]
  })
}

/** An acknowledgement with a number says it. */
function keyOf({ kind, body }: Feedback): string {
  return kind === 'acknowledgement' && body.number ? 'numbered' : kind
}

function noteEntries({ file, notes }: ReadTimeline, { t }: Saying): TimelineEntry[] {
  return notes.map(({ name, text, writtenAt }) => ({
    at: writtenAt.toISOString(),
    kind: 'note',
    title: t('case-files:timeline.noted'),
    text,
    who: name,
    inside: true,
    href: `/desk/case-files/${file.id}#notes`,
  }))
}

/** The victim's own announcement, as far as this body is told of it: each time that what is told of it changed. */
function disclosureEntries({ file, deliveries }: ReadTimeline, { t, words }: Saying): TimelineEntry[] {
  const told = deliveries.map(({ line, projection }) => ({ line, lines: disclosureLines(projection, words) }))
  return told.flatMap(({ line, lines }, at) => {
    if (lines === '' || lines === told[at - 1]?.lines) return []
    return {
      at: line.sentAt.toISOString(),
      kind: 'disclosure',
      title: t('case-files:timeline.disclosure', { number: line.revisionNumber }),
      text: lines,
      inside: false,
      href: `/desk/case-files/${file.id}?revision=${line.revisionNumber}`,
    } satisfies TimelineEntry
  })
}

function disclosureLines({ edition, items }: Projection, words: Words): string {
  const told = items.find(({ item }) => item === 'pub-status')
  if (!told || told.value === unknown) return ''
  return answerLines('pub-status', findEdition(edition)?.items.get('pub-status'), told.value, words).join('\n')
}
