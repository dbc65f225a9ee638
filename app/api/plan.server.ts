/** "Who must hear of this?", for programs, before anything is filed. Nothing is stored, and nothing is sent. */
import { planAt } from '#app/reports/plan-at.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import type { Language } from '#app/i18n/language.ts'
import type { Answers } from '#forms/item.ts'
import type { Plan, Route } from '#forms/plan.ts'
import { noChoices, projectionFor, type Choices } from '#forms/projection.ts'

import { remarksOn } from './remarks.server.ts'
import type { PlanAnswer } from './schemas.ts'

/** The plan at a moment, with names in one language; ids are the same in all. */
export function planFor(answers: Answers, at: Date, language: Language, choices: Choices = noChoices): PlanAnswer {
  const plan = planAt(answers, at)
  const { edition, rulebook, phase, asked } = plan
  return {
    edition,
    rulebook,
    asOf: at.toISOString(),
    phase,
    recipients: plan.routes.map((route) => recipientOf(route, { plan, answers, choices }, language)),
    asked: asked.map(({ item, urgency, for: recipients }) => ({ item, urgency, for: [...recipients] })),
    remarks: remarksOn(answers, at, language),
  }
}

interface Planned {
  plan: Plan
  answers: Answers
  choices: Choices
}

function recipientOf(
  route: Route,
  { plan, answers, choices }: Planned,
  language: Language,
): PlanAnswer['recipients'][number] {
  const words = documentWords(language)
  const { recipient, verdict, duty, reasons, clocks } = route
  return {
    recipient,
    name: words.recipient(recipient),
    verdict,
    duty,
    reasons: reasons.map(({ because, dependsOn, ...reason }) => ({
      ...reason,
      groundName: words.ground(reason.ground),
      because: [...because],
      dependsOn: [...dependsOn],
    })),
    items: (projectionFor(plan, answers, recipient, choices)?.items ?? []).map(({ item, strength, ground }) => ({
      item,
      strength,
      ground,
    })),
    clocks: clocks.map(({ clock, report, startsFrom, due }) => ({ clock, report, startsFrom, due })),
  }
}
