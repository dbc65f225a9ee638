/**
 * Everything that happened on a case file in one list. Another kind of entry is one more name in `timelineKinds`, its
 * words (`case-files:timeline.kinds`), and a source in timeline-sources.ts, or a line in timeline-acts.ts for an act of
 * the audit.
 */

/** In the order of the filter. */
export const timelineKinds = [
  'delivery',
  'opening',
  'acknowledgement',
  'question',
  'answer',
  'advice',
  'message',
  'closing',
  'hand-over',
  'note',
  'arrangement',
  'merge',
  'escalation',
  'disclosure',
  'export',
] as const

export type TimelineKind = (typeof timelineKinds)[number]

export interface TimelineEntry {
  /** An instant, ISO 8601. */
  at: string
  kind: TimelineKind
  /** One sentence. */
  title: string
  /** What somebody wrote, as it was written. */
  text?: string
  /** The officer, for colleagues; the reporter is told the body alone. */
  who?: string | null
  /** Never shown to the reporter. */
  inside: boolean
  /** Where to read it whole. */
  href?: string
}

export interface TimelinePage {
  entries: readonly TimelineEntry[]
  /** Entries of each kind in the whole list. */
  counts: Readonly<Partial<Record<TimelineKind, number>>>
  /** Kinds that were chosen; empty for all. */
  kinds: readonly TimelineKind[]
  total: number
  page: number
  pages: number
}

export interface TimelineChoice {
  kinds: readonly TimelineKind[]
  page: number
}

const perPage = 50

/** What nobody offers is left out. */
export function timelineChoice(query: URLSearchParams): TimelineChoice {
  const asked = query.getAll('kind')
  const page = Number(query.get('page'))
  return {
    kinds: timelineKinds.filter((kind) => asked.includes(kind)),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  }
}

/** One page of the chosen kinds, newest first. Beyond the end is the last page. */
export function timelinePage(all: readonly TimelineEntry[], { kinds, page }: TimelineChoice): TimelinePage {
  const chosen = all.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
  const pages = Math.max(Math.ceil(chosen.length / perPage), 1)
  const shown = Math.min(page, pages)
  // Of the same moment the later in the list is the later one: what was read is in its own order already.
  const newest = chosen.toSorted((one, other) => one.at.localeCompare(other.at)).toReversed()
  return {
    entries: newest.slice((shown - 1) * perPage, shown * perPage),
    counts: Object.fromEntries(timelineKinds.map((kind) => [kind, all.filter((one) => one.kind === kind).length])),
    kinds,
    total: chosen.length,
    page: shown,
    pages,
  }
}
