/** What the form asks, most urgent first: what decides a route or makes the first report, what has a date, the rest. */
import { placeOf, type Told } from '#forms/condition/told.ts'
import { unknown, type Edition, type ItemId } from '#forms/item.ts'
import { layoutOf, type Shown } from '#forms/layout.ts'
import type { Asked, Due, Need, RecipientId, Route } from '#forms/plan.ts'
import type { CompiledRulebook } from '#forms/rulebook.ts'
import type { LaidRoute } from './routes.ts'

export interface Questions {
  asked: Asked[]
  unmet: Need[]
}

/** By the place of an item: who wants it, in the order in which that was found. */
type Wanting = (RecipientId[] | undefined)[]

interface Wanted {
  now: Wanting
  later: Wanting
  /** By the place of an item: the first date on which somebody wants it. */
  by: (Dated | undefined)[]
}

interface Dated {
  due: Due
  time: number
}

export function questionsOf(
  rulebook: CompiledRulebook,
  edition: Edition,
  told: Told,
  shown: Shown,
  laid: readonly LaidRoute[],
): Questions {
  const open = openPlaces(edition, told, shown)
  const wanted: Wanted = { now: [], later: [], by: [] }
  wantDeciding(wanted.now, edition, told, laid)
  const unmet: Need[] = []
  for (const { route, places } of laid) {
    const { verdict, needs, recipient } = route
    if (verdict === 'offered') continue
    const decided = verdict !== 'undecided'
    const date = decided ? lastDate(route) : undefined
    for (const [at, place] of places.entries()) {
      const need = needs[at]
      if (!need || need.strength === 'optional') continue
      if (decided && isMissing(told[place])) unmet.push(need)
      if (open[place] !== 1) continue
      if (need.stage === 'first') want(wanted.now, place, recipient)
      else if (date && need.strength !== 'anonymised') wantBy(wanted, place, recipient, date)
    }
  }
  return { asked: inOrder(rulebook, edition, laid, open, wanted), unmet }
}

/** By place: 1 for what may be asked and is not answered. */
function openPlaces(edition: Edition, told: Told, shown: Shown): Uint8Array {
  const open = shown.by.slice()
  for (const { item, place } of layoutOf(edition).items) if (item.given || told[place] !== undefined) open[place] = 0
  return open
}

/** Open items that settle a route. One that is itself asked only perhaps waits for what would decide that. */
function wantDeciding(now: Wanting, edition: Edition, told: Told, laid: readonly LaidRoute[]): void {
  const { judges } = layoutOf(edition)
  const isAnswered = (item: ItemId) => told[placeOf(item)] !== undefined
  for (const { route } of laid) {
    const { recipient, verdict, dependsOn, reasons } = route
    if (dependsOn.length === 0) continue
    const settlesDuty = reasons.some((reason) => reason.verdict === 'undecided' && reason.duty === 'statutory')
    if (verdict !== 'undecided' && !settlesDuty) continue
    for (const item of dependsOn) {
      if (isAnswered(item)) continue
      const when = judges.get(item)?.(told)
      if (when?.value === 'no') continue
      const before = when?.value === 'depends' ? when.on.filter((id) => !isAnswered(id)) : []
      for (const id of before.length > 0 ? before : [item]) if (edition.items.has(id)) want(now, placeOf(id), recipient)
    }
  }
}

function want(wanting: Wanting, place: number, recipient: RecipientId): void {
  const known = wanting[place]
  if (!known) wanting[place] = [recipient]
  else if (!known.includes(recipient)) known.push(recipient)
}

function wantBy({ later, by }: Wanted, place: number, recipient: RecipientId, date: Dated): void {
  want(later, place, recipient)
  const known = by[place]
  if (!known || date.time < known.time) by[place] = date
}

/** The date by which everything has to be told; a report that is only due promptly has none. */
function lastDate({ clocks }: Route): Dated | undefined {
  let first: Dated | undefined
  for (const { report, due } of clocks) {
    if (report !== 'final' || !('at' in due)) continue
    const time = Date.parse(due.at)
    if (!first || time < first.time) first = { due, time }
  }
  return first
}

/** Told "not known yet" is an answer for now, and still missing. */
const isMissing = (answer: Told[number]) => answer === undefined || answer === unknown

function inOrder(
  rulebook: CompiledRulebook,
  edition: Edition,
  laid: readonly LaidRoute[],
  open: Uint8Array,
  { now, later, by }: Wanted,
): Asked[] {
  const { items } = layoutOf(edition)
  const users = usersOf(laid)
  const [first, dated, rest]: [Asked[], Asked[], Asked[]] = [[], [], []]
  for (const { item, place } of items) {
    const [wanting, waiting] = [now[place], later[place]]
    if (wanting) first.push({ item: item.id, urgency: 'now', for: wanting })
    else if (waiting) dated.push({ item: item.id, urgency: 'later', for: waiting, ...dueBy(by[place]) })
    else if (open[place] === 1) rest.push({ item: item.id, urgency: 'optional', for: users[place] ?? [] })
  }
  const turn = ({ item }: Asked) => rulebook.askFirst.get(item) ?? rulebook.askFirst.size
  return [...first.toSorted((one, other) => turn(one) - turn(other)), ...dated, ...rest]
}

const dueBy = (date: Dated | undefined) => (date ? { by: date.due } : {})

function usersOf(laid: readonly LaidRoute[]): Wanting {
  const users: Wanting = []
  for (const { route, places } of laid) {
    for (const place of places) {
      const known = users[place]
      if (known) known.push(route.recipient)
      else users[place] = [route.recipient]
    }
  }
  return users
}
