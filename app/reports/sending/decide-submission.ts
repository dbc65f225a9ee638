/** What a submission will write, decided before the store is touched: pure. */
import { hash } from 'node:crypto'

import { changesBetween, type Change } from '#forms/changes.ts'
import { meets } from '#forms/deadlines/met.ts'
import { type Answers, type ItemId, type Phase } from '#forms/item.ts'
import type { ClockRun, Due, RecipientId, RoutedPlan } from '#forms/plan.ts'
import { projectionFor, type Choices, type Projection } from '#forms/projection.ts'

import { firstWord, prefectureOf } from './first-word.ts'

export interface DecidedDelivery {
  recipient: RecipientId
  projection: Projection
  /** Null when this recipient hears of the report for the first time. */
  changes: Change[] | null
}

/** What a recipient's queue sorts and filters by; nothing that its own projection does not tell it. */
export interface DecidedCaseFile {
  recipient: RecipientId
  stage: Phase
  attackType: string | null
  sector: string | null
  prefecture: string | null
  severity: number | null
  dueAt: Date | null
  heading: { organisation: string | null; title: string | null }
}

/** Its times are ISO 8601, as the store takes them. */
export interface DecidedClock {
  recipient: RecipientId
  clock: string
  report: ClockRun['report']
  startsFrom: ItemId
  startedAt: string | null
  dueKind: 'promptly' | 'at' | 'day' | 'open'
  dueAt: string | null
  cautiousAt: string | null
  guidelineAt: string | null
}

/**
 * Only recipients whose part differs from what they last got are in the result; the others are told nothing. The date,
 * the number and the kind of the report differ every time and are no news by themselves, with one exception: a final
 * report is news to whoever waits for one.
 */
export function decideDeliveries(
  plan: RoutedPlan,
  answers: Answers,
  choices: Choices,
  last: ReadonlyMap<RecipientId, Projection>,
): DecidedDelivery[] {
  return plan.routes.flatMap(({ recipient, clocks }) => {
    const projection = projectionFor(plan, answers, recipient, choices)
    if (!projection || projection.items.length === 0) return []
    const before = last.get(recipient) ?? null
    const changes = before ? changesBetween(before, projection) : null
    const awaited = projection.phase === 'final' && clocks.some(({ report }) => report === 'final')
    if (before && changes && newsIn(changes).length === 0 && !(awaited && before.phase !== 'final')) return []
    return [{ recipient, projection, changes }]
  })
}

const everyTime: ReadonlySet<ItemId> = new Set(['report-phase', 'report-revision', 'report-date'])

/** Without what differs every time. */
export const newsIn = (changes: readonly Change[]): Change[] => changes.filter(({ item }) => !everyTime.has(item))

/** `furthest`: the furthest kind of report that the recipient had before; an interim one after the final owes nothing anew. */
export function decideCaseFile(
  { projection }: DecidedDelivery,
  plan: RoutedPlan,
  answers: Answers,
  furthest: Phase = projection.phase,
): DecidedCaseFile {
  const { recipient, phase } = projection
  const told = (item: ItemId) => projection.items.find((one) => one.item === item)?.value
  return {
    recipient,
    stage: phase,
    attackType: firstWord(told('incident-attack-type')),
    sector: firstWord(told('org-ci-sector')),
    prefecture: prefectureOf(recipient === 'police' ? answers['org-address'] : told('org-address')),
    severity: severityOf(firstWord(told('incident-severity'))),
    dueAt: earliest(
      plan.routes
        .find((route) => route.recipient === recipient)
        ?.clocks.filter(({ report }) => !meets(phase, report) && !meets(furthest, report)) ?? [],
    ),
    heading: { organisation: firstWord(told('org-name')), title: firstWord(told('incident-title')) },
  }
}

export function decideClocks(plan: RoutedPlan): DecidedClock[] {
  return plan.routes.flatMap(({ clocks }) => clocks.filter(({ due }) => due.kind !== 'none').map(clockOf))
}

function clockOf({ recipient, clock, report, startsFrom, start, due }: ClockRun): DecidedClock {
  const startedAt = start ? instant(start) : null
  const row = { recipient, clock, report, startsFrom, startedAt, dueAt: null, cautiousAt: null, guidelineAt: null }
  switch (due.kind) {
    case 'promptly':
      return { ...row, dueKind: 'promptly', guidelineAt: due.guideline ? instant(due.guideline) : null }
    case 'at':
      return { ...row, dueKind: 'at', dueAt: instant(due.at) }
    case 'day':
      return { ...row, dueKind: 'day', dueAt: instant(due.latest ?? due.at), cautiousAt: instant(due.at) }
    default:
      return { ...row, dueKind: 'open' }
  }
}

/** A day begins in UTC. What needs nothing done to it is left as it is, for a Date takes ten times as long to write it. */
const instant = (moment: string): string => (isPlain.test(moment) ? moment : new Date(moment).toISOString())

const isPlain = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|\+09:00)$/

function earliest(clocks: readonly ClockRun[]): Date | null {
  const dated = clocks.flatMap(({ due }) => instantOf(due) ?? [])
  return dated.length > 0 ? new Date(Math.min(...dated)) : null
}

const instantOf = (due: Due): number | null => (due.kind === 'at' || due.kind === 'day' ? Date.parse(due.at) : null)

const severities = ['nil', 'negligible', 'low', 'medium', 'high', 'extreme']

export const severityOf = (word: string | null): number | null =>
  word && severities.includes(word) ? severities.indexOf(word) : null

export const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer')
