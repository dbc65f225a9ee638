/** Which file reaches whom: decided from the same cards as the preview, so that the two cannot disagree. */
import { currentEdition } from '#forms/edition.ts'
import { fileItems, filesIn, type FileEntry } from '#forms/files.ts'
import type { Answers, ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

import type { RecipientCard } from './preview-cards.ts'

export interface FileToward {
  /** The item that lists it. */
  list: ItemId
  file: FileEntry
  /** Who gets it as things stand. */
  goes: readonly RecipientId[]
  /** Who could get it, if the reporter ticked it. */
  could: readonly RecipientId[]
}

/** Every file of these answers, in the order of the items. */
export function filesToward(answers: Answers, cards: readonly RecipientCard[]): FileToward[] {
  return [...fileItems(currentEdition)].flatMap(([, list]) => {
    const files = filesIn(answers, list)
    if (files.length === 0) return []
    const has = (key: 'goes' | 'couldGo' | 'withheld') =>
      cards.filter((card) => card[key].some((one) => one.item === list)).map(({ recipient }) => recipient)
    const [goes, could] = [has('goes'), [...has('couldGo'), ...has('withheld')]]
    return files.map((file) => ({ list, file, goes, could }))
  })
}
