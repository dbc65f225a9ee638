import type { Context, Holder } from '#db/context.ts'
import { latestProjections } from '#db/deliveries.server.ts'
import type { RecipientId } from '#forms/plan.ts'

import { cardsOf, type RecipientCard } from './preview-cards.ts'
import { decideDeliveries } from './decide-submission.ts'
import { openDraft, type OpenDraft } from './open-draft.server.ts'
import { submissionKey } from './submit-report.server.ts'

export interface PreviewPage extends OpenDraft {
  cards: readonly RecipientCard[]
  /** Who would be sent something now: everybody at first, later only those whose part has changed. */
  news: readonly RecipientId[]
  key: string
}

export async function previewPage(context: Context<Holder>): Promise<PreviewPage> {
  const open = await openDraft(context)
  const { report, draft, whole, plan } = open
  const cards = cardsOf(plan, whole.answers, draft.choices, whole.told)
  const key = submissionKey(report.id, report.revisionNumber, draft.version)
  if (report.revisionNumber === 0) {
    return { ...open, cards, key, news: cards.filter(({ goes }) => goes.length > 0).map(({ recipient }) => recipient) }
  }
  const latest = await context.db.transaction((tx) => latestProjections(tx, report.id))
  const last = new Map([...latest].map(([recipient, { projection }]) => [recipient, projection]))
  const news = decideDeliveries(plan, whole.answers, draft.choices, last).map(({ recipient }) => recipient)
  return { ...open, cards, key, news }
}
