import { setTimeout as wait } from 'node:timers/promises'

import type { Context, Filer } from '#db/context.ts'
import { newPartBuffer } from '#db/files/file-parts.server.ts'
import { deleteFile } from '#db/files/files.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { newId } from '#db/sealing/secrets.server.ts'

import { beginFile, type FileProblem } from './begin-file.server.ts'
import { finishFile } from './finish-file.server.ts'
import { readUpload, type PostedFile } from './read-upload.server.ts'
import { partsIn } from './receive.server.ts'
import type { Shelf } from './shelf.server.ts'
import { getArriving, takePart } from './take-part.server.ts'

export type Uploaded = { done: true } | { problem: FileProblem }

/** A file in one post, without script. What breaks off leaves nothing behind. */
export async function uploadWhole(
  context: Context<Filer>,
  shelf: Shelf,
  { request, network }: { request: Request; network: string },
): Promise<Uploaded> {
  const announced = Number(request.headers.get('Content-Length')) || shelf.limits.file
  if (announced > shelf.limits.file + formRoom) return { problem: 'tooLarge' }
  const told: { problem?: FileProblem } = {}
  try {
    // Once something is wrong with the file the rest of it is not read: the pipe ends, and what is told says why.
    const done = await readUpload(request, async (file) => {
      const uploaded = await takeFile(context, shelf, { ...file, network }, Math.min(announced, shelf.limits.file))
      if (!('problem' in uploaded)) return uploaded
      told.problem = uploaded.problem
      throw new Error(uploaded.problem)
    })
    return done ?? { problem: 'noFile' }
  } catch (error) {
    return told.problem ? { problem: told.problem } : brokenOff(error)
  }
}

/** What a form holds besides its file. */
const formRoom = 10_000

function brokenOff(error: unknown): Uploaded {
  if (error instanceof StoreRefusal && error.code === 'storeFull') return { problem: 'noRoom' }
  if (error instanceof StoreRefusal) throw error
  return { problem: 'broken' }
}

async function takeFile(
  context: Context<Filer>,
  shelf: Shelf,
  posted: PostedFile & { network: string },
  most: number,
): Promise<Uploaded> {
  const { fields, name, bytes, network } = posted
  if (name === '') return { problem: 'noFile' }
  const lane = fields.get('lane') === 'sample' ? 'sample' : 'plain'
  const fingerprint = newId() // nobody comes back to it
  const begun = await beginFile(context, shelf, {
    item: fields.get('item') ?? '',
    lane,
    name,
    bytes: most,
    fingerprint,
    network,
  })
  if ('problem' in begun) return begun
  const { id } = begun
  try {
    let row = await getArriving(context, id)
    const buffer = newPartBuffer()
    let size = 0
    for await (const { plain, isLast } of partsIn(bytes)) {
      size += plain.length
      if (size > shelf.limits.file) return await givenUp(context, shelf, id, 'tooLarge')
      if (size === 0) return await givenUp(context, shelf, id, 'empty')
      row = await takePart(context, shelf, row, { number: row.parts, isLast, plain, buffer })
    }
    await finishFile(context, shelf, row)
    return { done: true }
  } catch (error) {
    await givenUp(context, shelf, id, 'broken')
    throw error
  }
}

async function givenUp(context: Context<Filer>, shelf: Shelf, id: string, problem: FileProblem): Promise<Uploaded> {
  await context.db.transaction((tx) => deleteFile(tx, id))
  shelf.seen.delete(id)
  const removing = shelf.store.remove(id).catch(() => {}) // what is left the sweep finds
  await Promise.race([removing, wait(300)]) // nobody waits for a store that hangs
  return { problem }
}
