import { createHash, randomBytes } from 'node:crypto'

import { typeOf } from '#app/files/content-type.server.ts'
import { cleanName } from '#app/files/file-name.ts'
import { readUpload, type PostedFile } from '#app/files/read-upload.server.ts'
import { partsIn } from '#app/files/receive.server.ts'
import { isAnybody, noRoomForAnybody, noRoomOnDisk, type NoRoom } from '#app/files/room.server.ts'
import type { Shelf } from '#app/files/shelf.server.ts'
import { answerWith, wantedIn } from '#app/files/take-file.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { Context } from '#db/context.ts'
import { fileKey, partName, sealPart } from '#db/files/file-parts.server.ts'
import { insertMandateFile, listMandateFiles, type MandateFile } from '#db/mandates/mandate-files.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { newId } from '#db/sealing/secrets.server.ts'

import { getMandate, holdMandate, recordMandate, type Client } from './give-mandate.server.ts'

/** A page of a contract, and not an archive. */
export const evidenceLimit = 16 * 1024 * 1024

export type EvidenceProblem = 'noFile' | 'empty' | 'tooLarge' | 'already' | 'broken' | NoRoom

type Stored = Omit<MandateFile, 'mandateId'>

/** What the page says afterwards: a key of words in `said` of accounts and in `notices` of reports. */
export const evidenceSaid = (problem: EvidenceProblem | null): string =>
  problem === null ? 'evidenceAdded' : `evidence-${problem}`

/** The client adds what a mandate rests on. What is there stays as it is. */
export async function addEvidence(
  context: Context<Client>,
  shelf: Pick<Shelf, 'store' | 'limits' | 'onFull'>,
  { id, request, network }: { id: string; request: Request; network: string },
): Promise<EvidenceProblem | null> {
  const { db, actor, now } = context
  const { room, problem } = await noRoomOnDisk(shelf, evidenceLimit)
  if (problem) return problem
  const begun = await db.transaction(async (tx) => {
    const mandate = await getMandate(tx, actor, id)
    if ((await listMandateFiles(tx, [mandate])).has(id)) return 'already'
    const anybody = await isAnybody(tx, actor)
    const wanting = { bytes: evidenceLimit, network, room, now }
    const full = anybody && (await noRoomForAnybody(tx, shelf, wanting))
    return full || { network: anybody ? network : null }
  })
  if (typeof begun === 'string') return begun
  const fileId = newId()
  const stored: { file?: Stored | EvidenceProblem } = {}
  try {
    await readUpload(request, async (posted) => {
      stored.file = posted.name === '' ? 'noFile' : await store(shelf, posted, { id: fileId, now })
      if (typeof stored.file === 'string') throw new Error(stored.file)
    })
  } catch (error) {
    if (typeof stored.file !== 'string') {
      await shelf.store.remove(fileId).catch(() => {}) // what is left the sweep finds
      return error instanceof StoreRefusal && error.code === 'storeFull' ? 'noRoom' : 'broken'
    }
  }
  const { file = 'noFile' } = stored
  if (typeof file === 'string') return file
  return db.transaction(async (tx) => {
    const mandate = await holdMandate(tx, actor, id) // it may be for one report by now, under whose key its evidence lies
    if (!(await insertMandateFile(tx, mandate, { ...file, network: begun.network }))) {
      tx.afterCommit(() => shelf.store.remove(file.id))
      return 'already'
    }
    await recordMandate(tx, mandate, 'mandate.changed', now, { evidence: file.content.sha256 })
    return null
  })
}

/** Each part is sealed on its way; nothing is known of the file before all of it lies there. */
async function store(
  { store: bytes }: Pick<Shelf, 'store'>,
  posted: PostedFile,
  { id, now }: { id: string; now: Date },
): Promise<Stored | EvidenceProblem> {
  const [key, hash] = [randomBytes(32).toString('base64'), createHash('sha256')]
  let [size, parts, head] = [0, 0, Buffer.alloc(0)]
  for await (const { plain, isLast } of partsIn(posted.bytes)) {
    size += plain.length
    if (size === 0) return 'empty'
    if (size > evidenceLimit) {
      await bytes.remove(id)
      return 'tooLarge'
    }
    if (parts === 0) head = Buffer.from(plain.subarray(0, 65_536))
    hash.update(plain)
    await bytes.put(partName(id, parts), await sealPart(fileKey(key), { file: id, number: parts, isLast }, plain))
    parts += 1
  }
  const content = { key, name: cleanName(posted.name), type: await typeOf(head, 'plain'), sha256: hash.digest('hex') }
  return { id, bytes: size, parts, storedAt: now, content }
}

/** A copy for the client, to be kept and never opened here. */
export async function takeEvidence(
  { db, actor }: Context<Client>,
  shelf: Shelf,
  { id, request }: { id: string; request: Request },
): Promise<Response> {
  const file = await db.transaction(async (tx) => {
    const mandate = await getMandate(tx, actor, id)
    return (await listMandateFiles(tx, [mandate])).get(mandate.id)
  })
  if (!file) throw new Refusal('notFound')
  const { key, name, sha256 } = file.content
  return answerWith(shelf, { ...file, content: { key, name, lane: 'plain', entry: { sha256 } } }, wantedIn(request))
}
