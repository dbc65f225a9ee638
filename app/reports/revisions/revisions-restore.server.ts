import { Refusal } from '#app/http/refusal.ts'
import { isUnmandated } from '#app/reports/authority.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { getDraft, saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { stepOfItem } from '#app/reports/form/steps.ts'
import type { Context, Filer } from '#db/context.ts'
import { setCover } from '#db/reports/covers.server.ts'
import { findReport } from '#db/reports/reports.server.ts'
import { findRevision } from '#db/reports/revisions.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { ItemId } from '#forms/item.ts'

import { unsentItems } from './revisions.ts'

export const coverLimit = 2_000

/** Puts the answer of an older revision, or that there was none, into the draft. Returns the page that asks it now. */
export async function restoreAnswer(context: Context<Filer>, item: ItemId, number: number): Promise<string | null> {
  const { reportId } = context.actor
  const kind = currentEdition.items.get(item)
  const [revision, draft] = await context.db.transaction((tx) =>
    Promise.all([findRevision(tx, reportId, number), getDraft(tx, reportId)]),
  )
  if (!kind || kind.given || !revision) throw new Refusal('notFound')
  const told = revision.answers[item]
  await saveAnswers(context, {
    base: draft.version,
    items: [item],
    answers: told === undefined ? {} : { [item]: told },
  })
  const { steps } = await openDraft(context)
  return stepOfItem(steps, item) ?? null
}

/** Keeps what changed and why, until the next report takes it along. In such words nobody looks for names. */
export async function keepCover({ db, actor, now }: Context<Filer>, about: string, text: string): Promise<void> {
  if (isUnmandated(actor)) throw new Refusal('forbidden')
  await db.transaction((tx) => setCover(tx, { reportId: actor.reportId, about, text, now }))
}

/** What the next report would change in the answers; nothing before the first one. */
export async function listUnsent({ db, actor }: Context<Filer>): Promise<ItemId[]> {
  return db.transaction(async (tx) => {
    const report = await findReport(tx, actor.reportId)
    if (!report || report.revisionNumber === 0) return []
    const [revision, draft] = await Promise.all([
      findRevision(tx, report.id, report.revisionNumber),
      getDraft(tx, report.id),
    ])
    return revision ? unsentItems(currentEdition, draft.answers, revision.answers) : []
  })
}
