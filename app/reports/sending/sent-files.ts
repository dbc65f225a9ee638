import { findEdition } from '#forms/edition.ts'
import { fileItems, filesListed, type FileEntry } from '#forms/files.ts'
import type { RecipientId } from '#forms/plan.ts'
import type { Projection } from '#forms/projection.ts'

export interface SentFile {
  file: FileEntry
  /** Whose last part of the report lists it. */
  at: readonly RecipientId[]
}

/** From the last part that each recipient got. */
export function sentFiles(parts: readonly Projection[]): SentFile[] {
  const found = new Map<string, { file: FileEntry; at: RecipientId[] }>()
  for (const part of parts) {
    for (const file of listedIn(part)) {
      const known = found.get(file.id)
      if (known) known.at.push(part.recipient)
      else found.set(file.id, { file, at: [part.recipient] })
    }
  }
  return [...found.values()]
}

/** The files of one part, as the edition lists them. */
export function listedIn(part: Pick<Projection, 'edition' | 'items'>): FileEntry[] {
  const edition = findEdition(part.edition)
  return edition ? filesListed(part, new Set(fileItems(edition).values())) : []
}
