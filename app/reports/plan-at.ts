import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { technicalPlan } from '#forms/mandates/technical-plan.ts'
import { isTechnicalOnly } from '#forms/mandates/technical.ts'
import { planReport, routeReport, type Plan, type RoutedPlan } from '#forms/plan.ts'
import { compileRulebook, type CompiledRulebook, type Rulebook } from '#forms/rulebook.ts'
import { rulebookAt } from '#forms/rulebooks.ts'

const compiled = new WeakMap<Rulebook, CompiledRulebook>()

/** The rules of that day. A rulebook is compiled once. */
export function rulesAt(now: Date): CompiledRulebook {
  const rulebook = rulebookAt(dayInJapan(now))
  const known = compiled.get(rulebook)
  if (known) return known
  const rules = compileRulebook(rulebook, currentEdition)
  compiled.set(rulebook, rules)
  return rules
}

/** The plan for these answers under the rules of that day; without a mandate, what of it is left to somebody else's findings. */
export function planAt(answers: Answers, now: Date): Plan {
  const plan = planReport(rulesAt(now), currentEdition, answers, now)
  return isTechnicalOnly(answers) ? technicalPlan(plan) : plan
}

/** The same without its questions, which whoever sends is not asked any more. */
export const routesAt = (answers: Answers, now: Date): RoutedPlan =>
  isTechnicalOnly(answers) ? planAt(answers, now) : routeReport(rulesAt(now), currentEdition, answers, now)

const dayInJapan = (now: Date): string => new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 10)
