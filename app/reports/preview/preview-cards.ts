/** Who would get what if the report were sent now: one card per recipient, with what it gets, why, by when, and what stays away. */
import { prefectureOf } from '#app/reports/sending/first-word.ts'
import { unknown, type Answers, type ItemId } from '#forms/item.ts'
import type { ClockRun, Duty, Need, Plan, Reason, RecipientId, Route, Strength, Verdict } from '#forms/plan.ts'
import { byDuty } from '#forms/plan/duty-order.ts'
import { projectionFor, type Choices, type ProjectedItem } from '#forms/projection.ts'
import { findRulebook } from '#forms/rulebooks.ts'

export interface CardItem {
  item: ItemId
  strength: Strength
  ground: string
  /** The answer is "not known yet". */
  unknown: boolean
  /** A duty demands it: it cannot be left out. */
  fixed: boolean
}

export interface RecipientCard {
  recipient: RecipientId
  verdict: Verdict
  duty: Duty
  reasons: readonly Reason[]
  clocks: readonly ClockRun[]
  /** May the reporter leave this recipient out, and did they? */
  declinable: boolean
  declined: boolean
  /** Of what the reporter has told; the date, number and kind of the report go besides. */
  goes: readonly CardItem[]
  withheld: readonly CardItem[]
  /** Answered, allowed for this recipient, and sent only if the reporter ticks it. */
  couldGo: readonly CardItem[]
  /** Answered, and this recipient does not get it. */
  staysAway: readonly ItemId[]
  /** What its first report still lacks; in a final report that is due to it, what that one does. */
  lacks: readonly ItemId[]
  lacksFor: 'initial' | 'final'
  dependsOn: readonly ItemId[]
  /** Whose police it is, by the address that was given; null without a prefecture. Of the police alone. */
  prefecture?: string | null
  /** The police of another prefecture, to whom those of the first have handed the case: what is sent goes there. */
  movedTo?: string
}

/** It gets a part of this report, and nothing that was told so far is in that part. */
export const isEmptyHanded = ({ verdict, declined, goes }: RecipientCard): boolean =>
  sends(verdict) && !declined && goes.length === 0

/** Something goes to a body of this verdict. */
export const sends = (verdict: Verdict): boolean => verdict === 'required' || verdict === 'expected'

/** Required, expected, undecided, offered; within these what binds most comes first. `told`: what the reporter has answered. */
export function cardsOf(plan: Plan, answers: Answers, choices: Choices, told: readonly ItemId[]): RecipientCard[] {
  const heavier = byDuty(findRulebook(plan.rulebook))
  const order: readonly Verdict[] = ['required', 'expected', 'undecided', 'offered']
  return plan.routes
    .map((route) => cardOf(route, plan, answers, choices, told))
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || heavier(a, b))
}

function cardOf(route: Route, plan: Plan, answers: Answers, choices: Choices, told: readonly ItemId[]): RecipientCard {
  const { recipient, verdict, duty, reasons, clocks, dependsOn } = route
  const goes = projectionFor(plan, answers, recipient, choices)?.items ?? []
  const going = new Set(goes.map(({ item }) => item))
  const held = new Set(told)
  const stays = route.needs.filter(({ item }) => held.has(item) && !going.has(item))
  const withheld = stays.filter(
    ({ item, strength }) => strength !== 'optional' && choices.withheld[recipient]?.includes(item),
  )
  const declinable = sends(verdict) && (duty === 'guideline' || duty === 'voluntary')
  const declined = declinable && goes.length === 0 && choices.declined.includes(recipient)
  const chooses = sends(verdict) && !declined
  const left = new Set([...goes, ...stays].map(({ item }) => item))
  const card = ({ item, strength, ground }: Need | ProjectedItem): CardItem => ({
    item,
    strength,
    ground,
    unknown: answers[item] === unknown,
    fixed: strength === 'statutory',
  })
  return {
    recipient,
    verdict,
    duty,
    reasons,
    clocks,
    dependsOn,
    declinable,
    declined,
    goes: goes.filter(({ item }) => held.has(item)).map(card),
    withheld: chooses ? withheld.map(card) : [],
    couldGo: chooses ? stays.filter(({ strength }) => strength === 'optional').map(card) : [],
    staysAway: told.filter((item) => !left.has(item)),
    ...lacksOf(route, plan),
    ...(recipient === 'police' ? { prefecture: prefectureOf(answers['org-address']) } : {}),
  }
}

function lacksOf({ recipient, clocks }: Route, { phase, unmet }: Plan): Pick<RecipientCard, 'lacks' | 'lacksFor'> {
  const isFinal = phase === 'final' && clocks.some(({ report }) => report === 'final')
  const lacks = unmet
    .filter((need) => need.recipient === recipient)
    .filter(({ stage, strength }) => (isFinal ? strength !== 'anonymised' : stage === 'first'))
  return { lacks: lacks.map(({ item }) => item), lacksFor: isFinal ? 'final' : 'initial' }
}
