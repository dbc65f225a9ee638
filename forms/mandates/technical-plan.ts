/** The plan for somebody without a mandate: who may be offered technical findings, and no duty of anybody. */
import type { Need, Plan, Reason, Route, Verdict } from '#forms/plan.ts'

import { mayTell } from './technical.ts'

const verdicts: readonly Verdict[] = ['expected', 'undecided', 'offered']

/**
 * Of each route what remains without duties: voluntary reasons and anonymised needs. No clock runs, because nothing that
 * is sent here meets one; a recipient with nothing left is none.
 */
export function technicalPlan(plan: Plan): Plan {
  const routes = plan.routes.flatMap((route) => technicalRoute(route) ?? [])
  const asked = plan.asked.filter(({ item }) => mayTell(item))
  return {
    ...plan,
    routes,
    asked: asked.map((one) => ({
      ...one,
      for: one.for.filter((recipient) => routes.some((route) => route.recipient === recipient)),
    })),
    unmet: plan.unmet.filter(
      (need) => isTechnical(need) && routes.some(({ recipient }) => recipient === need.recipient),
    ),
  }
}

function technicalRoute(route: Route): Route | null {
  const reasons = route.reasons.filter(({ duty, verdict }) => duty === 'voluntary' && verdict !== 'required')
  const needs = route.needs.filter(isTechnical)
  if (reasons.length === 0 || needs.length === 0) return null
  const dependsOn = [...new Set(reasons.flatMap((reason) => reason.dependsOn))]
  return { ...route, verdict: strongest(reasons), duty: 'voluntary', reasons, needs, dependsOn, clocks: [] }
}

const isTechnical = ({ item, strength }: Need): boolean => strength === 'anonymised' && mayTell(item)

const strongest = (reasons: readonly Reason[]): Verdict =>
  verdicts.find((verdict) => reasons.some((reason) => reason.verdict === verdict)) ?? 'offered'
