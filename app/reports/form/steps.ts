/**
 * The pages of the form. First a short path of `now-…` pages with exactly what the first report needs; then one page per
 * section with what has a date or can be told if it is known. Nothing here is stored: the pages follow from the plan.
 */
import { standingItem } from '#app/reports/standing.ts'
import { unknown, type Answers, type Edition, type ItemId } from '#forms/item.ts'
import type { Asked, Need, Plan } from '#forms/plan.ts'

export interface Step {
  /** `now-who` … for the short path, otherwise the section's id; the last part of the page's address. */
  id: string
  path: 'now' | 'section'
  asked: readonly Asked[]
  open: number
  unknown: number
  answered: number
}

/** Whose report it is, then five questions that decide most of what else is asked, and of whom. */
const start: ReadonlySet<ItemId> = new Set([
  standingItem,
  'org-industry',
  'incident-attack-type',
  'incident-cyber-suspected',
  'pd-involved',
  'time-awareness',
])

/** What happened comes first, because it makes the rest shorter; whom to tell comes next, for the same reason. */
const nowPath = ['now-start', 'now-more', 'now-to', 'now-who', 'now-what'] as const

const pageOfSection: Readonly<Record<string, (typeof nowPath)[number]>> = {
  report: 'now-to',
  sharing: 'now-to',
  organisation: 'now-who',
  contact: 'now-who',
  timeline: 'now-what',
  incident: 'now-what',
  detection: 'now-what',
  systems: 'now-what',
  impact: 'now-what',
  response: 'now-what',
}

/** Other questions that decide who must be told; they belong to the organisation, but are no part of a visiting card. */
const deciding: ReadonlySet<ItemId> = new Set(['org-ci-sector', 'org-designation', 'sys-designated-computer'])

/** `first`: the rulebook's own order of first questions. */
export function stepsOf(edition: Edition, plan: Plan, answers: Answers, first: ReadonlyMap<ItemId, number>): Step[] {
  const asked = everythingAsked(edition, plan, answers, first)
  const now = Map.groupBy(
    asked
      .filter(({ urgency }) => urgency === 'now')
      .toSorted((a, b) => placeIn(first, a.item) - placeIn(first, b.item)),
    ({ item }) => pageOf(edition, item),
  )
  const further = Map.groupBy(
    asked.filter(({ urgency }) => urgency !== 'now'),
    ({ item }) => edition.items.get(item)?.section ?? '',
  )
  return [
    ...nowPath.map((id) => stepOf(id, 'now', now.get(id) ?? [], answers)),
    ...edition.sections.map(({ id }) => stepOf(id, 'section', further.get(id) ?? [], answers)),
  ].filter((step) => step.asked.length > 0)
}

function pageOf(edition: Edition, item: ItemId): (typeof nowPath)[number] {
  if (start.has(item)) return 'now-start'
  if (deciding.has(item)) return 'now-more'
  return pageOfSection[edition.items.get(item)?.section ?? ''] ?? 'now-more'
}

function placeIn(first: ReadonlyMap<ItemId, number>, item: ItemId): number {
  return item === standingItem ? -1 : (first.get(item) ?? first.size)
}

/** The plan asks what is open. What is answered stays on its page too, so that it can be read and put right. */
function everythingAsked(edition: Edition, plan: Plan, answers: Answers, first: ReadonlyMap<ItemId, number>): Asked[] {
  const open = new Map(plan.asked.map((one) => [one.item, one]))
  const needs = needsOf(plan, (item) => answers[item] !== undefined && !open.has(item))
  const sending = new Set(plan.routes.filter(({ verdict }) => verdict !== 'offered').map(({ recipient }) => recipient))
  return [...edition.items.values()].flatMap((item): Asked[] => {
    if (item.given) return []
    const asked = open.get(item.id)
    if (item.id === standingItem) return [{ for: [], ...asked, item: item.id, urgency: 'now' }]
    if (asked) return [asked]
    if (answers[item.id] === undefined) return []
    const wanted = (needs.get(item.id) ?? []).filter(({ strength }) => strength !== 'optional')
    const bearing = wanted.filter(({ recipient }) => sending.has(recipient))
    const isFirst = first.has(item.id) || bearing.some(({ stage }) => stage === 'first')
    const urgency = isFirst ? 'now' : bearing.length > 0 ? 'later' : 'optional'
    return [{ item: item.id, urgency, for: [...new Set((needs.get(item.id) ?? []).map(({ recipient }) => recipient))] }]
  })
}

function needsOf({ routes }: Plan, isWanted: (item: ItemId) => boolean): Map<ItemId, Need[]> {
  const needs = new Map<ItemId, Need[]>()
  for (const route of routes) {
    for (const need of route.needs) {
      const known = needs.get(need.item)
      if (known) known.push(need)
      else if (isWanted(need.item)) needs.set(need.item, [need])
    }
  }
  return needs
}

function stepOf(id: string, path: Step['path'], asked: readonly Asked[], answers: Answers): Step {
  // Whom one speaks for is answered beforehand for almost everybody: it counts as no question
  const states = asked.filter(({ item }) => item !== standingItem).map(({ item }) => stateOf(answers, item))
  const count = (state: AnswerState) => states.filter((one) => one === state).length
  return { id, path, asked, open: count('open'), unknown: count('unknown'), answered: count('answered') }
}

export type AnswerState = 'open' | 'unknown' | 'answered'

export function stateOf(answers: Answers, item: ItemId): AnswerState {
  const value = answers[item]
  if (value === undefined || value === null) return 'open'
  return value === unknown ? 'unknown' : 'answered'
}

/** Has the first page been answered? Until then nobody knows which of the other questions apply. */
export const isTriaged = (steps: readonly Step[]): boolean =>
  !steps.some(({ id, open }) => id === 'now-start' && open > 0)

/** How many answers the first report still lacks. */
export const openNow = (steps: readonly Step[]): number =>
  steps.reduce((sum, step) => sum + (step.path === 'now' ? step.open : 0), 0)

export interface Missing {
  now: readonly ItemId[]
  /** What may be needed too: the answers to the first page decide it, and mostly make it fewer. */
  perhaps: readonly ItemId[]
}

/** Which questions these are. */
export function missingNow(steps: readonly Step[], answers: Answers): Missing {
  const isOpen = ({ item }: Asked) => item !== standingItem && stateOf(answers, item) === 'open'
  const openIn = (some: readonly Step[]) => some.flatMap(({ asked }) => asked.filter(isOpen).map(({ item }) => item))
  const pages = steps.filter(({ path }) => path === 'now')
  if (isTriaged(steps)) return { now: openIn(pages), perhaps: [] }
  const [first, further] = [pages.filter(({ id }) => id === 'now-start'), pages.filter(({ id }) => id !== 'now-start')]
  return { now: openIn(first), perhaps: openIn(further) }
}

/**
 * Where saving leads. On the short path: to a question that the saved answers have just raised on the same page, then
 * forward to the next open page, then back to one left behind if this page is complete, then to the preview (null).
 */
export function stepAfter(
  steps: readonly Step[],
  current: string,
  shown: readonly ItemId[],
  answers: Answers,
): string | null {
  const index = steps.findIndex(({ id }) => id === current)
  const here = steps[index]
  const raised = here?.asked.some(
    ({ item }) => item !== standingItem && !shown.includes(item) && stateOf(answers, item) === 'open',
  )
  if (here && here.path === 'now' && raised) return here.id
  if (here?.path === 'section') return steps.slice(index + 1).find(({ path }) => path === 'section')?.id ?? null
  const openPages = steps.filter(({ path, open }) => path === 'now' && open > 0)
  const ahead = openPages.find((step) => steps.indexOf(step) > index)
  const complete = !here || here.open === 0
  return ahead?.id ?? (complete ? (openPages[0]?.id ?? null) : null)
}

/** The page on which an item is asked: the short path if it is needed now, its section otherwise. */
export function stepOfItem(steps: readonly Step[], item: ItemId): string | undefined {
  return steps.find(({ asked }) => asked.some((one) => one.item === item))?.id
}

/** The page of that name. One that no longer asks anything leads to the next open page of the short path, or to any page. */
export function stepNamed(steps: readonly Step[], id: string): Step | undefined {
  const open = steps.find((step) => step.path === 'now' && step.open > 0)
  return steps.find((step) => step.id === id) ?? open ?? steps[0]
}

/**
 * The page of that address, to which people go back. A page of the short path that asks nothing any more shows again what
 * was answered there, so that it can be put right where it was said.
 */
export function stepAskedFor(steps: readonly Step[], id: string, answers: Answers, edition: Edition): Step | undefined {
  if (!nowPath.some((path) => path === id) || steps.some((step) => step.id === id)) return stepNamed(steps, id)
  const asked = steps
    .flatMap((step) => step.asked)
    .filter(({ item }) => pageOf(edition, item) === id && stateOf(answers, item) !== 'open')
    .map(({ item, for: recipients }): Asked => ({ item, urgency: 'now', for: recipients }))
  return asked.length > 0 ? stepOf(id, 'now', asked, answers) : stepNamed(steps, id)
}
