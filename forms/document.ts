/** A projection as a page of headings and rows. HTML, PDF and JSON all draw this one page, so they cannot disagree. */
import { answerLines } from '#forms/document/answer-lines.ts'
import type { Words } from '#forms/document/words.ts'
import { findEdition } from '#forms/edition.ts'
import type { Edition, ItemId } from '#forms/item.ts'
import type { ProjectedItem, Projection } from '#forms/projection.ts'

export interface DocumentRow {
  item: ItemId
  label: string
  /** One entry per line or list entry; never empty. */
  value: string[]
  note?: string
}

export interface DocumentSection {
  id: string
  heading: string
  rows: DocumentRow[]
}

export interface DocumentPage {
  language: string
  title: string
  /** What a reader must know first, one paragraph each. */
  lead?: string[]
  /** Who, which, when. A value may have several lines. */
  meta: { label: string; value: string }[]
  sections: DocumentSection[]
  /** What every sheet of paper carries: to whom, which report, which rules, and the proof of what was sent. */
  marks: { head: string; foot: string[]; tlp?: string; continued: string }
}

/** What the store knows about the sending. All of it is missing in a preview. */
export interface Sending {
  reference?: string
  revision?: number
  sentAt?: string // ISO instant
  digest?: string // SHA-256 of the canonical JSON, hex
  /** Not sent by the reporter: which body passed it on, on a ground of the rulebook or one in words. */
  handed?: { by: string; ground: string | null; groundText: string | null } | undefined
  /** What the reporter wrote beside the answers: it is part of what was sent, and of its digest. */
  cover?: { changes: string | null; late: readonly { clock: string; reason: string }[] } | null | undefined
  /** Not typed by the reporter: which body did, from a call, a letter or a visit. */
  typed?: { by: string; channel: string } | undefined
  /** What the portal found out about the reporter, as of now: no answer, and outside of the digest. */
  standing?: { how: string; since: string | null; fit?: 'same' | 'other' | 'uncompared' } | undefined
}

/** The page of what one recipient gets. Sections and rows stand in the edition's order; nothing is left out. */
export function documentOf(projection: Projection, words: Words, sending: Sending = {}): DocumentPage {
  const recipient = words.recipient(projection.recipient)
  return {
    language: words.language,
    title: words.text('title', { recipient, phase: words.phase(projection.phase) }),
    meta: metaOf(projection, words, sending),
    sections: [...coverOf(sending, words), ...sectionsOf(projection, words)],
    marks: marksOf(projection, words, sending),
  }
}

function metaOf(projection: Projection, words: Words, sending: Sending) {
  const { reference, revision, sentAt, digest } = sending
  const values: [key: string, value: string | undefined][] = [
    ['recipient', words.recipient(projection.recipient)],
    ['reference', reference],
    ['phase', words.phase(projection.phase)],
    ['revision', revision === undefined ? undefined : words.text('revision-number', { number: revision })],
    ['sent', sentAt === undefined ? words.text('not-sent') : words.dateTime(sentAt)],
    ...whyOf(projection, words, sending),
    ['typed', typedOf(sending, words)],
    ['standing', standingOf(sending, words)],
    ['tlp', tlpOf(projection)],
    ['edition', projection.edition],
    ['rulebook', projection.rulebook],
    ['digest', digest],
  ]
  return values.flatMap(([key, value]) => (value ? [{ label: words.text(`meta.${key}`), value }] : []))
}

const typedOf = ({ typed }: Sending, words: Words) =>
  typed && words.text(`typed.${typed.channel}`, { recipient: words.recipient(typed.by) })

const standingOf = ({ standing }: Sending, words: Words) =>
  standing &&
  words.text(`standing.${standing.how}`, { since: standing.since ? words.dateTime(standing.since) : '' }) +
    (standing.fit ? words.text(`standing-fit.${standing.fit}`) : '')

/** What one body passed on to another went by no duty of the reporter's. */
function whyOf(projection: Projection, words: Words, { handed }: Sending): [key: string, value: string][] {
  if (handed) {
    const ground = handed.ground === null ? (handed.groundText ?? '') : words.ground(handed.ground)
    return [
      ['handed-by', words.recipient(handed.by)],
      ['handed-ground', ground],
    ]
  }
  return [
    ['duty', words.duty(projection.duty)],
    ['reason', unique(projection.rules, words.rule).join('\n')],
    ['ground', unique(groundsOf(projection), words.ground).join(words.text('and'))],
  ]
}

/** First, because it says why there is a new revision. */
function coverOf({ cover }: Sending, words: Words): DocumentSection[] {
  if (!cover) return []
  const changes = cover.changes === null ? [] : [{ label: words.text('cover.changes'), text: cover.changes }]
  const late = cover.late.map(({ clock, reason }) => ({
    label: words.text('cover.late', { clock: words.clock(clock) }),
    text: reason,
  }))
  const rows = [...changes, ...late].map(({ label, text }) => ({ item: 'cover', label, value: text.split('\n') }))
  return [{ id: 'cover', heading: words.text('cover.heading'), rows }]
}

function groundsOf({ items }: Projection): string[] {
  return items.map(({ ground }) => ground)
}

function unique(ids: readonly string[], name: (id: string) => string): string[] {
  return [...new Set(ids)].map(name)
}

function sectionsOf(projection: Projection, words: Words): DocumentSection[] {
  const edition = findEdition(projection.edition)
  const given = new Map(projection.items.map((projected) => [projected.item, projected]))
  const known = (edition?.sections ?? []).map(({ id, items }) => ({ id, items: items.map((item) => item.id) }))
  const placed = new Set(known.flatMap(({ items }) => items))
  const strays = [...given.keys()].filter((item) => !placed.has(item))
  return [...known, { id: 'other', items: strays }].flatMap(({ id, items }) => {
    const rows = items.flatMap((item) => rowOf(edition, given.get(item), words))
    return rows.length > 0 ? [{ id, heading: words.section(id), rows }] : []
  })
}

function rowOf(edition: Edition | undefined, projected: ProjectedItem | undefined, words: Words): DocumentRow[] {
  if (!projected) return []
  const { item, value, strength } = projected
  const row = { item, label: words.item(item), value: answerLines(item, edition?.items.get(item), value, words) }
  return [strength === 'anonymised' ? { ...row, note: words.text('anonymised') } : row]
}

function marksOf(projection: Projection, words: Words, { reference, digest }: Sending): DocumentPage['marks'] {
  const { recipient, edition, rulebook } = projection
  const head = [words.text('mark.to', { recipient: words.recipient(recipient) })]
  if (reference) head.push(words.text('mark.reference', { reference }))
  const foot = [words.text('mark.edition', { edition, rulebook })]
  foot.push(digest ? words.text('mark.digest', { digest }) : words.text('not-sent'))
  return { head: head.join(words.text('gap')), foot, tlp: tlpOf(projection), continued: words.text('continued') }
}

/** The Traffic Light Protocol label, which the standard wants on every page. */
function tlpOf({ items }: Projection): string | undefined {
  const value = items.find(({ item }) => item === 'sharing-tlp')?.value
  return typeof value === 'string' && value.startsWith('TLP:') ? value : undefined
}
