/** What the form asks, most urgent first: what decides a route or makes the first report, what has a date, the rest. */
import { unknown, type Answers, type Edition, type ItemId } from '#forms/item.ts'
import type { Asked, Due, Need, RecipientId, Route } from '#forms/plan.ts'
import type { CompiledRulebook } from '#forms/rulebook.ts'
import { judgesOf, type Visible } from './routes.ts'

export interface Questions {
  asked: Asked[]
  unmet: Need[]
}

interface Wanted {
  for: Set<RecipientId>
  by: Due | undefined
}

export function questionsOf(
  rulebook: CompiledRulebook,
  edition: Edition,
  answers: Answers,
  visible: Visible,
  routes: readonly Route[],
): Questions {
  const isOpen = (id: ItemId) => answers[id] === undefined && visible(id) && !edition.items.get(id)?.given
  const now = decidingItems(edition, answers, routes)
  const later = new Map<ItemId, Wanted>()
  const unmet: Need[] = []
  for (const route of routes) {
    if (route.verdict === 'offered') continue
    const by = lastDate(route)
    const decided = route.verdict !== 'undecided'
    for (const need of route.needs) {
      if (need.strength === 'optional') continue
      if (decided && isMissing(answers, need.item)) unmet.push(need)
      if (!isOpen(need.item)) continue
      if (need.stage === 'first') want(now, need.item, route.recipient)
      else if (decided && by && need.strength !== 'anonymised') want(later, need.item, route.recipient, by)
    }
  }
  return { asked: inOrder(rulebook, edition, routes, isOpen, now, later), unmet }
}

/** Open items that settle a route. One that is itself asked only perhaps waits for what would decide that. */
function decidingItems(edition: Edition, answers: Answers, routes: readonly Route[]): Map<ItemId, Wanted> {
  const judges = judgesOf(edition)
  const deciding = new Map<ItemId, Wanted>()
  for (const { recipient, verdict, dependsOn, reasons } of routes) {
    if (dependsOn.length === 0) continue
    const settlesDuty = reasons.some((reason) => reason.verdict === 'undecided' && reason.duty === 'statutory')
    if (verdict !== 'undecided' && !settlesDuty) continue
    for (const item of dependsOn) {
      if (answers[item] !== undefined) continue
      const when = judges.get(item)?.(answers)
      if (when?.value === 'no') continue
      const before = when?.value === 'depends' ? when.on.filter((id) => answers[id] === undefined) : []
      for (const id of before.length > 0 ? before : [item]) if (edition.items.has(id)) want(deciding, id, recipient)
    }
  }
  return deciding
}

function want(wanted: Map<ItemId, Wanted>, item: ItemId, recipient: RecipientId, by?: Due): void {
  const known = wanted.get(item)
  if (!known) wanted.set(item, { for: new Set([recipient]), by })
  else {
    known.for.add(recipient)
    known.by = earlier(known.by, by)
  }
}

/** The date by which everything has to be told; a report that is only due promptly has none. */
function lastDate({ clocks }: Route): Due | undefined {
  return clocks
    .filter(({ report }) => report === 'final')
    .map(({ due }) => due)
    .reduce<Due | undefined>((first, due) => ('at' in due ? earlier(first, due) : first), undefined)
}

function earlier(one: Due | undefined, other: Due | undefined): Due | undefined {
  if (!one || !('at' in one)) return other
  if (!other || !('at' in other)) return one
  return Date.parse(other.at) < Date.parse(one.at) ? other : one
}

/** Told "not known yet" is an answer for now, and still missing. */
function isMissing(answers: Answers, item: ItemId): boolean {
  return answers[item] === undefined || answers[item] === unknown
}

function inOrder(
  rulebook: CompiledRulebook,
  edition: Edition,
  routes: readonly Route[],
  isOpen: (item: ItemId) => boolean,
  now: ReadonlyMap<ItemId, Wanted>,
  later: ReadonlyMap<ItemId, Wanted>,
): Asked[] {
  const place = (item: ItemId) => rulebook.askFirst.get(item) ?? rulebook.askFirst.size
  const items = [...edition.items.keys()]
  const first = items.filter((item) => now.has(item)).toSorted((one, other) => place(one) - place(other))
  const dated = items.filter((item) => later.has(item) && !now.has(item))
  const rest = items.filter((item) => isOpen(item) && !now.has(item) && !later.has(item))
  const users = usersOf(routes)
  return [
    ...first.map((item): Asked => ({ item, urgency: 'now', for: [...(now.get(item)?.for ?? [])] })),
    ...dated.map((item): Asked => {
      const wanted = later.get(item)
      const by = wanted?.by
      return { item, urgency: 'later', for: [...(wanted?.for ?? [])], ...(by ? { by } : {}) }
    }),
    ...rest.map((item): Asked => ({ item, urgency: 'optional', for: users.get(item) ?? [] })),
  ]
}

function usersOf(routes: readonly Route[]): Map<ItemId, RecipientId[]> {
  const users = new Map<ItemId, RecipientId[]>()
  for (const { recipient, needs } of routes) {
    for (const { item } of needs) {
      const known = users.get(item)
      if (known) known.push(recipient)
      else users.set(item, [recipient])
    }
  }
  return users
}
