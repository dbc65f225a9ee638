/** The one question everything asks: who must or may receive this report, what, and by when. */
import type { Answers, Edition, ItemId, Phase } from './item.ts'
import { filledFileItems } from './files.ts'
import { shownIn, toldOf } from './layout.ts'
import { questionsOf } from './plan/asked.ts'
import { routesOf, type LaidRoute } from './plan/routes.ts'
import type { CompiledRulebook } from './rulebook.ts'

export type RecipientId = string
export type Duty = 'statutory' | 'supervisory' | 'contract' | 'guideline' | 'voluntary'
export type Strength = 'statutory' | 'required' | 'optional' | 'anonymised'

/**
 * required: a law, a supervisor's rule or a contract demands it. expected: an official guideline or the reporter's own
 * choice or consent is the ground. offered: possible, not chosen; nothing is sent. undecided: depends on open items.
 */
export type Verdict = 'required' | 'expected' | 'offered' | 'undecided'

export interface Reason {
  rule: string
  duty: Duty
  ground: string // id in the rulebook's grounds; words in locales/<language>/rules.json
  verdict: Verdict
  dependsOn: readonly ItemId[]
  because: readonly ItemId[] // the answers that made it hold
}

export type Due =
  | { kind: 'promptly'; guideline?: string } // ISO instant of a guideline mark, never a deadline
  | { kind: 'at'; at: string } // ISO instant, to the minute
  | { kind: 'day'; at: string; latest?: string } // end of that day; `latest`: the other reading when the law is unclear
  | { kind: 'none' } // voluntary: no deadline
  | { kind: 'open' } // the starting time is not known yet

export interface ClockRun {
  clock: string
  recipient: RecipientId
  report: 'initial' | 'interim' | 'final' | 'notice'
  due: Due
  startsFrom: ItemId
  start?: string
}

export interface Need {
  item: ItemId
  recipient: RecipientId
  strength: Strength
  ground: string
  /** first: the first report is of no use without it. known: tell it as soon as you know it. final: by the final report. */
  stage: 'first' | 'known' | 'final'
}

export interface Route {
  recipient: RecipientId
  verdict: Verdict
  duty: Duty
  reasons: readonly Reason[]
  dependsOn: readonly ItemId[]
  needs: readonly Need[]
  clocks: readonly ClockRun[]
}

/** now: without it the first report cannot go or its addressee is undecided. later: by a date. optional: if you know it. */
export interface Asked {
  item: ItemId
  urgency: 'now' | 'later' | 'optional'
  for: readonly RecipientId[]
  by?: Due
}

export interface Plan {
  rulebook: string
  edition: string
  phase: Phase
  routes: readonly Route[]
  asked: readonly Asked[]
  unmet: readonly Need[]
}

/** What is sent, and nothing of what could still be asked. */
export type RoutedPlan = Omit<Plan, 'asked' | 'unmet'>

/**
 * The plan for these answers at this moment. Pure: same answers and same now give the same plan, as plain JSON.
 * The form page, the preview, the submission, the reminders, the command line and the simulation all ask it.
 */
export function planReport(rulebook: CompiledRulebook, edition: Edition, answers: Answers, now: Date): Plan {
  const told = toldOf(edition, answers)
  const shown = shownIn(edition, told)
  const laid = routesOf(rulebook, told, shown, now.getTime(), filledFileItems(edition, answers))
  const { asked, unmet } = questionsOf(rulebook, edition, told, shown, laid)
  return { ...routedPlan(rulebook, edition, answers, laid), asked, unmet }
}

/** The same plan without its questions, for sending what is answered. */
export function routeReport(rulebook: CompiledRulebook, edition: Edition, answers: Answers, now: Date): RoutedPlan {
  const told = toldOf(edition, answers)
  const files = filledFileItems(edition, answers)
  const laid = routesOf(rulebook, told, shownIn(edition, told), now.getTime(), files)
  return routedPlan(rulebook, edition, answers, laid)
}

function routedPlan(rulebook: CompiledRulebook, edition: Edition, answers: Answers, laid: LaidRoute[]): RoutedPlan {
  return {
    rulebook: rulebook.id,
    edition: edition.id,
    phase: phaseOf(answers),
    routes: laid.map(({ route }) => route),
  }
}

/**
 * Does this plan change by waiting, under the same rulebook? Only while something still goes on of which a condition asks
 * how long. The portal's own date of the report is in no condition.
 */
export function changesByWaiting({ lasting }: CompiledRulebook, answers: Answers): boolean {
  for (const item of lasting) if (JSON.stringify(answers[item] ?? null).includes('"ongoing"')) return true
  return false
}

function phaseOf(answers: Answers): Phase {
  const phase = answers['report-phase']
  return phase === 'interim' || phase === 'final' ? phase : 'initial'
}
