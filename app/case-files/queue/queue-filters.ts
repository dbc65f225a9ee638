/** The queue's address: every filter, the order and the page are in the query, so that a view can be kept and sent. */
import { severityFilters, type SeverityFilter } from '#app/case-files/severities.ts'
import { goBack, goOn } from '#app/http/trail.ts'

export const states = ['open', 'new', 'opened', 'waiting', 'acknowledged', 'closed', 'returned', 'all'] as const
export const stages = ['initial', 'interim', 'final'] as const
export const dues = ['overdue', 'today', 'week', 'none'] as const
export const orders = ['newest', 'urgent', 'gravest', 'oldest'] as const
export const toggles = ['unread', 'mine', 'free', 'team', 'escalated'] as const

export type State = (typeof states)[number]
export type DueFilter = (typeof dues)[number]

/** What an officer chose. A missing value does not filter; `state` is "not closed" unless another one is chosen. */
export interface QueueChoice {
  state: State
  order: (typeof orders)[number]
  stage?: (typeof stages)[number]
  attack?: string
  sector?: string
  prefecture?: string
  due?: DueFilter
  mine: boolean
  /** Only those that nobody has. */
  free: boolean
  /** Only those of the officer's teams. */
  team: boolean
  /** Only those that a rule has brought up. */
  escalated: boolean
  /** The body's own. */
  severity?: SeverityFilter
  /** Only what the officer has not read, or that changed since. */
  unread: boolean
  label?: string
  /** Words that were searched; what is closed is then found as well. */
  q?: string
  after?: string
  /** Where the pages before this one began, the nearest last: a page of the queue knows only what comes after it. */
  before?: string
}

/** Reads the query. What nobody offers is left out, so a mistyped address shows more and never an error. */
export function queueChoice(query: URLSearchParams): QueueChoice {
  const q = text(query.get('q')?.trim() ?? null)
  const state = oneOf(states, query.get('state')) ?? usual(q)
  const done = state === 'closed' || state === 'returned'
  return {
    state,
    // What is closed is not urgent.
    order: (done ? null : oneOf(orders, query.get('order'))) ?? 'newest',
    stage: oneOf(stages, query.get('stage')),
    attack: text(query.get('attack')),
    sector: text(query.get('sector')),
    prefecture: text(query.get('prefecture')),
    due: oneOf(dues, query.get('due')),
    mine: query.get('mine') === '1',
    free: query.get('free') === '1',
    team: query.get('team') === '1',
    escalated: query.get('escalated') === '1',
    severity: oneOf(severityFilters, query.get('severity')),
    unread: query.get('unread') === '1',
    label: text(query.get('label')?.trim() ?? null),
    q,
    after: text(query.get('after')),
    before: trail(query.get('before')),
  }
}

/** The page that follows, which keeps the way back. */
export function nextPage(choice: QueueChoice, after: string): QueueChoice {
  return { ...choice, after, before: goOn(wayOf(choice), choice.after).join(',') }
}

/** Null on the first page, and where the way back is not known. */
export function previousPage(choice: QueueChoice): QueueChoice | null {
  const back = goBack(wayOf(choice))
  return back && { ...choice, after: back.after, before: back.way.join(',') || undefined }
}

const wayOf = ({ before }: QueueChoice): string[] => before?.split(',') ?? []

/** Filters and order, of which no page has been turned. */
export const fromTheTop = (choice: QueueChoice): QueueChoice => ({ ...choice, after: undefined, before: undefined })

/** The address of a view, without what is the default. A change of filters starts from the first page again. */
export function queueHref({ state, order, after, before, ...rest }: QueueChoice): string {
  const query = new URLSearchParams()
  if (state !== usual(rest.q)) query.set('state', state)
  for (const [name, value] of Object.entries(rest)) if (value) query.set(name, value === true ? '1' : value)
  if (order !== 'newest') query.set('order', order)
  if (after) query.set('after', after)
  if (after && before) query.set('before', before)
  return query.size > 0 ? `/desk?${query}` : '/desk'
}

/** How many filters are on; the order and the default state are none. */
export function countFilters(choice: QueueChoice): number {
  const { state, order: _order, q, after: _after, before: _before, ...filters } = choice
  return [state !== usual(q), ...Object.values(filters)].filter(Boolean).length
}

const usual = (q: string | undefined): State => (q ? 'all' : 'open')

function oneOf<T extends string>(known: readonly T[], value: string | null): T | undefined {
  return known.find((candidate) => candidate === value)
}

const trail = (value: string | null): string | undefined =>
  value && /^[\w,-]{1,2000}$/.test(value) ? value : undefined

function text(value: string | null): string | undefined {
  return value && value.length <= 200 ? value : undefined
}
