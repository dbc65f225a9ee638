import { randomBytes } from 'node:crypto'

import { Refusal } from '#app/http/refusal.ts'
import { getDraft } from '#app/reports/form/save-answers.server.ts'
import type { Context, Filer } from '#db/context.ts'
import { findArriving, heldBytes, insertFile, storedWith } from '#db/files/files.server.ts'
import { findReport } from '#db/reports/reports.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'
import { fileItems, filesIn, type FileEntry } from '#forms/files.ts'
import type { ItemId } from '#forms/item.ts'

import { mayAttachTo, requireAttaching, takesFiles } from './attaching.server.ts'
import { cleanName } from './file-name.ts'
import { isAnybody, noRoomForAnybody, noRoomOnDisk, type NoRoom } from './room.server.ts'
import type { Shelf } from './shelf.server.ts'

export interface Announced {
  item: ItemId
  lane: FileEntry['lane']
  name: string
  /** How many there will be; at most, when nobody knows. */
  bytes: number
  /** The same for the same file chosen again, so that it goes on where it stopped; random when nobody comes back. */
  fingerprint: string
  /** Where it comes from; null: from the portal itself. */
  network: string | null
}

/** What a person can put right: words in `files:problems`. */
export type FileProblem =
  | 'noFile'
  | 'empty'
  | 'tooLarge'
  | 'reportFull'
  | 'tooMany'
  | 'noItem'
  | 'broken'
  | NoRoom
  | 'noMandate'

export type Begun = { id: string; parts: number } | { problem: FileProblem }

const most = 200

/**
 * Is it a file of the report already? The answer to its last part may have been lost on the way, and whoever sends it asks
 * again. One that was taken out may come anew.
 */
export function isThere({ db, actor }: Context<Filer>, fingerprint: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const stored = await storedWith(tx, actor.reportId, fingerprint)
    if (stored.length === 0) return false
    const { answers } = await getDraft(tx, actor.reportId)
    const listed = [...fileItems(currentEdition).values()].flatMap((files) => filesIn(answers, files))
    return listed.some(({ id }) => stored.includes(id))
  })
}

/** Opens a place for a file: nothing is listed before all of it has arrived. */
export async function beginFile(
  { db, actor, now }: Context<Filer>,
  shelf: Shelf,
  announced: Announced,
): Promise<Begun> {
  const { item, lane, bytes, network } = announced
  const { limits } = shelf
  const { reportId } = actor
  requireAttaching(actor)
  if (!fileItems(currentEdition).has(item) || !mayAttachTo(actor, item)) return { problem: 'noItem' }
  if (bytes > limits.file) return { problem: 'tooLarge' }
  const { room, problem } = await noRoomOnDisk(shelf, bytes)
  return db.transaction(async (tx) => {
    const report = await findReport(tx, reportId)
    if (!report) throw new Refusal('notFound')
    if (report.withdrawnAt) throw new Refusal('conflict')
    if (!takesFiles((await getDraft(tx, reportId)).answers)) return { problem: 'noMandate' }
    const before = await findArriving(tx, reportId, announced.fingerprint)
    if (before && before.bytes === bytes) return { id: before.id, parts: before.parts }
    if (problem) return { problem }
    const held = await heldBytes(tx, reportId)
    if (held.bytes + bytes > limits.report) return { problem: 'reportFull' }
    if (held.files >= most) return { problem: 'tooMany' }
    const anybody = await isAnybody(tx, actor)
    const full = anybody && (await noRoomForAnybody(tx, shelf, { bytes, network, room, now }))
    if (full) return { problem: full }
    const content = { key: randomBytes(32).toString('base64'), item, lane, name: cleanName(announced.name) }
    const id = newId()
    const { fingerprint } = announced
    await insertFile(tx, { id, reportId, content, bytes, fingerprint, network: anybody ? network : null, now })
    return { id, parts: 0 }
  })
}
