/** What follows from the answers of a draft: what would leave, who would get it, what to ask next. */
import { planAt, rulesAt } from '#app/reports/plan-at.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { changesByWaiting, type Plan } from '#forms/plan.ts'
import type { CompiledRulebook } from '#forms/rulebook.ts'

import { stepsOf, type Step } from './steps.ts'
import { redated, wholeAnswers, type WholeAnswers } from './whole-answers.ts'

export interface Outline {
  whole: WholeAnswers
  plan: Plan
  steps: readonly Step[]
}

interface Remembered extends Outline {
  rules: CompiledRulebook
  revisionNumber: number
}

/** Goes with the draft's answers, which are kept for a while: see db/kept-openings. */
const remembered = new WeakMap<Answers, Remembered>()

/**
 * Worked out once for answers that cannot change, under one rulebook and for one revision, unless it changes by waiting.
 * The date of the report is that of each page.
 */
export function outlineOf(answers: Answers, revisionNumber: number, now: Date): Outline {
  const rules = rulesAt(now)
  const known = remembered.get(answers)
  if (known?.rules === rules && known.revisionNumber === revisionNumber) {
    return { whole: redated(known.whole, now), plan: known.plan, steps: known.steps }
  }
  const outline = workOut(answers, revisionNumber, now)
  if (Object.isFrozen(answers) && !changesByWaiting(rules, answers)) {
    remembered.set(answers, { ...outline, rules, revisionNumber })
  }
  return outline
}

/** Frozen as far as it is handed around; to its leaves would take half as long as working it out. */
function workOut(answers: Answers, revisionNumber: number, now: Date): Outline {
  const whole = wholeAnswers(answers, revisionNumber, now)
  const plan = Object.freeze(planAt(whole.answers, now))
  const steps = stepsOf(currentEdition, plan, whole.answers, rulesAt(now).askFirst)
  for (const one of [plan.routes, ...plan.routes, plan.asked, ...plan.asked, plan.unmet, steps, ...steps]) {
    Object.freeze(one)
  }
  return { whole, plan, steps }
}
