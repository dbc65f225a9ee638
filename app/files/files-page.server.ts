import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { filesToward, type FileToward } from '#app/reports/preview/file-audience.ts'
import { cardsOf } from '#app/reports/preview/preview-cards.ts'
import type { Context, Filer } from '#db/context.ts'
import { listFiles } from '#db/files/files.server.ts'
import { askedNow } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import { fileItems } from '#forms/files.ts'
import type { ItemId } from '#forms/item.ts'

import { requireAttaching, takesFiles } from './attaching.server.ts'

export interface FilesPage {
  files: readonly FileToward[]
  /** What each file tells besides its content. */
  traces: Readonly<Record<string, readonly string[]>>
  /** Items that take files and are asked in this report. */
  items: readonly { item: ItemId; list: ItemId }[]
  withdrawn: boolean
}

/** The files of a report, with whom each would reach if the report were sent now. */
export async function filesPage(context: Context<Filer>): Promise<FilesPage> {
  requireAttaching(context.actor)
  const { report, draft, whole, plan } = await openDraft(context)
  const rows = await context.db.transaction((tx) => listFiles(tx, report.id))
  const asked = new Set(askedNow(currentEdition, whole.answers).map(({ id }) => id))
  const cards = cardsOf(plan, whole.answers, draft.choices, whole.told)
  return {
    files: filesToward(draft.answers, cards),
    traces: Object.fromEntries(rows.map(({ id, content }) => [id, content.traces ?? []])),
    items: [...fileItems(currentEdition)].flatMap(([item, list]) =>
      asked.has(item) && takesFiles(whole.answers) ? [{ item, list }] : [],
    ),
    withdrawn: report.withdrawnAt !== null,
  }
}
