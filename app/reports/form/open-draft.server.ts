import { Refusal } from '#app/http/refusal.ts'
import { seenBy, stepsFor } from '#app/reports/authority.ts'
import type { Context, Filer } from '#db/context.ts'
import { readKeptFiling, type Draft } from '#db/reports/drafts.server.ts'
import type { Report } from '#db/reports/reports.server.ts'

import { outlineOf, type Outline } from './outline.ts'

export interface OpenDraft extends Outline {
  report: Report
  draft: Draft
}

/** The report as it stands: what is answered, who would get it, what to ask next. */
export async function openDraft({ db, actor, now }: Context<Filer>): Promise<OpenDraft> {
  const filing = await db.readAtOnce((tx) => readKeptFiling(tx, actor.reportId))
  if (!filing) throw new Refusal('notFound')
  const { report } = filing
  const draft = seenBy(actor, filing.draft)
  return { report, draft, ...planned(draft, report, now, actor) }
}

/** The same after a save, without reading again. */
export function planned(draft: Draft, report: Report, now: Date, actor: Filer): Outline {
  const { whole, plan, steps } = outlineOf(draft.answers, report.revisionNumber, now)
  return { whole, plan, steps: stepsFor(actor, steps) }
}
