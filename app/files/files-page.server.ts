import { isLimited } from '#app/reports/authority.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { filesToward, type FileToward } from '#app/reports/preview/file-audience.ts'
import { cardsOf } from '#app/reports/preview/preview-cards.ts'
import type { Context, Filer } from '#db/context.ts'
import { listFiles } from '#db/files/files.server.ts'
import { listActing } from '#db/mandates/mandate-names.server.ts'
import { askedNow } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import { fileItems } from '#forms/files.ts'
import type { ItemId } from '#forms/item.ts'

import { mayAttachTo, mayTakeOut, requireAttaching, takesFiles } from './attaching.server.ts'

export interface FilesPage {
  files: readonly OwnFileFacts[]
  /** Items that take files and are asked in this report. */
  items: readonly { item: ItemId; list: ItemId }[]
  withdrawn: boolean
  /** Whom a file reaches follows from what a mandate for some sections does not show. */
  limited: boolean
}

export interface OwnFileFacts extends FileToward {
  /** What it tells besides its content. */
  traces: readonly string[]
  /** The vendor that added it under a mandate. */
  addedBy: string | null
  mayRemove: boolean
}

/** The files of a report, with whom each would reach if the report were sent now. */
export async function filesPage(context: Context<Filer>): Promise<FilesPage> {
  const { actor, db } = context
  requireAttaching(actor)
  const { report, draft, whole, plan } = await openDraft(context)
  const [rows, vendors] = await db.transaction((tx) =>
    Promise.all([listFiles(tx, report.id), listActing(tx, report.id)]),
  )
  const kept = new Map(rows.map((row) => [row.id, row]))
  const asked = new Set(askedNow(currentEdition, whole.answers).map(({ id }) => id))
  const cards = cardsOf(plan, whole.answers, draft.choices, whole.told)
  return {
    files: filesToward(draft.answers, cards).flatMap((one) => {
      const row = kept.get(one.file.id)
      if (!row && actor.kind === 'vendor') return [] // of another section, or another's
      const addedBy = row?.mandateId ? (vendors.get(row.mandateId) ?? '') : null
      const mayRemove = report.withdrawnAt === null && (!row || mayTakeOut(actor, row))
      return [{ ...one, traces: row?.content.traces ?? [], addedBy, mayRemove }]
    }),
    items: [...fileItems(currentEdition)].flatMap(([item, list]) =>
      asked.has(item) && takesFiles(whole.answers) && mayAttachTo(actor, item) ? [{ item, list }] : [],
    ),
    withdrawn: report.withdrawnAt !== null,
    limited: isLimited(actor),
  }
}
