import { Refusal } from '#app/http/refusal.ts'
import type { Context, Filer } from '#db/context.ts'
import { fileKey, partName, partSize, partsOf, sealPart } from '#db/files/file-parts.server.ts'
import { countPart, findFile, type FileRow } from '#db/files/files.server.ts'
import { StoreRefusal } from '#db/refusal.ts'

import { inspect, newInspection, type Inspection } from './inspect.server.ts'
import { readParts } from './read-parts.server.ts'
import type { Shelf } from './shelf.server.ts'

/** A file that is on its way, for whoever sends it. */
export async function getArriving({ db, actor }: Context<Filer>, id: string): Promise<FileRow> {
  const row = await db.transaction((tx) => findFile(tx, id))
  if (!row || row.reportId !== actor.reportId) throw new Refusal('notFound')
  if (row.storedAt) throw new Refusal('conflict') // whoever asks again is told that it is there
  return row
}

/** Is `length` what this part of a file of that size must have? */
export function fitsPart({ bytes }: Pick<FileRow, 'bytes'>, number: number, length: number): boolean {
  const last = partsOf(bytes) - 1
  return number < last ? length === partSize : number === last && length === bytes - last * partSize
}

/**
 * Seals one part, stores it, and only then counts it. Whatever happens before that leaves the file as it was, and the
 * same part can be sent again. Two requests for one file at a time would write over each other: the second is refused.
 */
export async function takePart(
  context: Context<Filer>,
  shelf: Shelf,
  row: FileRow,
  part: { number: number; isLast: boolean; plain: Buffer; buffer?: Buffer },
): Promise<FileRow> {
  if (shelf.busy.has(row.id)) throw new Refusal('conflict')
  shelf.busy.add(row.id)
  try {
    return await storePart(context, shelf, row, part)
  } finally {
    shelf.busy.delete(row.id)
  }
}

async function storePart(
  { db }: Context<Filer>,
  shelf: Shelf,
  row: FileRow,
  { number, isLast, plain, buffer }: Parameters<typeof takePart>[3],
): Promise<FileRow> {
  if (row.parts !== number) throw new Refusal('conflict')
  const inspection = await inspectionOf(shelf, row)
  const sealed = await sealPart(fileKey(row.content.key), { file: row.id, number, isLast }, plain, buffer)
  await shelf.store.put(partName(row.id, number), sealed).catch((error: unknown) => {
    if (error instanceof StoreRefusal && error.code === 'storeFull') shelf.onFull('noRoom')
    throw error
  })
  if (!(await db.transaction((tx) => countPart(tx, row.id, number)))) {
    shelf.seen.delete(row.id)
    throw new Refusal('conflict')
  }
  await inspect(inspection, plain)
  return { ...row, parts: number + 1 }
}

/** What was seen of the parts so far; read again from the store where this process has not seen them. */
export async function inspectionOf({ seen, store }: Shelf, row: FileRow): Promise<Inspection> {
  const known = seen.get(row.id)
  if (known?.parts === row.parts) return known
  const made = newInspection()
  const isWhole = row.parts === partsOf(row.bytes)
  for await (const plain of readParts(store, row, isWhole)) await inspect(made, plain)
  seen.set(row.id, made)
  if (seen.size > kept) seen.delete(seen.keys().next().value ?? row.id)
  return made
}

const kept = 200
