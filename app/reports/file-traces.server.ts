import type { Context, Filer } from '#db/context.ts'
import { listFiles } from '#db/files/files.server.ts'
import { currentEdition } from '#forms/edition.ts'
import { filledFileItems } from '#forms/files.ts'
import type { Answers } from '#forms/item.ts'

/** Does one of the files tell more than its content (a place, an author)? A report without files costs no query. */
export async function hasTraces({ db, actor }: Context<Filer>, answers: Answers): Promise<boolean> {
  if (filledFileItems(currentEdition, answers).size === 0) return false
  const files = await db.transaction((tx) => listFiles(tx, actor.reportId))
  return files.some(({ content }) => (content.traces ?? []).length > 0)
}
