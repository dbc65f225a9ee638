import type { Context, Filer } from '#db/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import { readFiling, type Draft } from '#db/drafts.server.ts'
import type { Report } from '#db/reports.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Plan } from '#forms/plan.ts'

import { seenBy, stepsFor } from './authority.ts'
import { planAt, rulesAt } from './plan-at.ts'
import { stepsOf, type Step } from './steps.ts'
import { wholeAnswers, type WholeAnswers } from './whole-answers.ts'

export interface OpenDraft {
  report: Report
  draft: Draft
  whole: WholeAnswers
  plan: Plan
  steps: readonly Step[]
}

/** The report as it stands: what is answered, who would get it, what to ask next. */
export async function openDraft({ db, actor, now }: Context<Filer>): Promise<OpenDraft> {
  const filing = await db.readAtOnce((tx) => readFiling(tx, actor.reportId))
  if (!filing) throw new Refusal('notFound')
  const { report } = filing
  const draft = seenBy(actor, filing.draft)
  return { report, draft, ...planned(draft, report, now, actor) }
}

/** The same after a save, without reading again. */
export function planned(
  draft: Draft,
  report: Report,
  now: Date,
  actor: Filer,
): Pick<OpenDraft, 'whole' | 'plan' | 'steps'> {
  const whole = wholeAnswers(draft.answers, report.revisionNumber, now)
  const plan = planAt(whole.answers, now)
  return { whole, plan, steps: stepsFor(actor, stepsOf(currentEdition, plan, whole.answers, rulesAt(now).askFirst)) }
}
