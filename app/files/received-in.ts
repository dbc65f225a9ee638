import { findEdition } from '#forms/edition.ts'
import { fileItems, filesIn, type FileEntry } from '#forms/files.ts'
import type { ItemId } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'

/** The files that a part of a report lists, each with the item that lists it. */
export function receivedIn({ edition: id, items }: Projection): { list: ItemId; file: FileEntry }[] {
  const edition = findEdition(id)
  if (!edition) return []
  const told = Object.fromEntries(items.map(({ item, value }) => [item, value]))
  return [...fileItems(edition)].flatMap(([, list]) => filesIn(told, list).map((file) => ({ list, file })))
}
