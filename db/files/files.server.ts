/** What is known of files: the rows. Their bytes are in a byte store, encrypted part by part with the key that is sealed here. */
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Tx } from '#db/context.ts'
import { underOne } from '#db/mandates/mandates.server.ts'
import { filePlace } from '#db/places.ts'
import type { FileEntry } from '#forms/files.ts'
import type { ItemId } from '#forms/item.ts'

/** Sealed. `key` is the file's own, in base64: without it, which goes with the row, the bytes are noise. */
export interface FileContent {
  key: string
  item: ItemId
  name: string
  lane: FileEntry['lane']
  /** Of the bytes and what they are; missing while the file arrives. */
  entry?: FileEntry
  /** What the file tells besides its content: a place, a camera, an author. For the reporter alone. */
  traces?: readonly string[]
}

export interface FileRow {
  id: string
  reportId: string
  content: FileContent
  bytes: number
  parts: number
  startedAt: Date
  storedAt: Date | null
  /** Under which a vendor added it. */
  mandateId: string | null
}

/** What it takes to give the bytes out, whatever they are evidence of. */
export interface StoredBytes extends Pick<FileRow, 'id' | 'bytes' | 'parts'> {
  content: Pick<FileContent, 'key' | 'name' | 'lane'> & { entry?: { sha256: string } }
}

type Read = Omit<FileRow, 'content' | 'bytes'> & { content: Buffer; bytes: string }

export async function insertFile(
  tx: Tx,
  file: Pick<FileRow, 'id' | 'reportId' | 'content' | 'bytes'> & {
    fingerprint: string
    /** Whose room it takes, where anybody can be behind it. */
    network: string | null
    now: Date
  },
): Promise<void> {
  const { id, reportId, bytes, fingerprint, network, now } = file
  const content = (await tx.reportKey(reportId)).seal(filePlace(id, reportId), file.content)
  const mandateId = tx.actor.kind === 'vendor' ? underOne(tx.actor) : null
  await tx.sql`insert into files (id, report_id, content, fingerprint, bytes, started_at, mandate_id, network)
    values (${id}, ${reportId}, ${content}, ${tx.lookup(fingerprint)}, ${bytes}, ${now}, ${mandateId},
      ${network === null ? null : networkMark(tx, network)})`
}

/** As the actor sees it: nothing, where it is not theirs to see. */
export async function findFile(tx: Tx, id: string): Promise<FileRow | null> {
  const [row] = await tx.sql<Read[]>`
    select id, report_id, content, bytes, parts, started_at, stored_at, mandate_id from files where id = ${id}`
  return row ? opened(tx, row) : null
}

/** A file that was begun before and is not whole: the newest with this fingerprint. */
export async function findArriving(tx: Tx, reportId: string, fingerprint: string): Promise<FileRow | null> {
  const [row] = await tx.sql<Read[]>`
    select id, report_id, content, bytes, parts, started_at, stored_at, mandate_id from files
    where report_id = ${reportId} and fingerprint = ${tx.lookup(fingerprint)} and stored_at is null
    order by started_at desc limit 1`
  return row ? opened(tx, row) : null
}

/** Those with this fingerprint that arrived whole. */
export async function storedWith(tx: Tx, reportId: string, fingerprint: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from files
    where report_id = ${reportId} and fingerprint = ${tx.lookup(fingerprint)} and stored_at is not null`
  return rows.map(({ id }) => id)
}

/** The whole ones of a report, the oldest first. */
export async function listFiles(tx: Tx, reportId: string): Promise<FileRow[]> {
  const rows = await tx.sql<Read[]>`
    select id, report_id, content, bytes, parts, started_at, stored_at, mandate_id from files
    where report_id = ${reportId} and stored_at is not null order by stored_at, id`
  return Promise.all(rows.map((row) => opened(tx, row)))
}

/** What a report takes up, arriving files by their announced size; a lock keeps two of them from taking the same room. */
export async function heldBytes(tx: Tx, reportId: string): Promise<{ bytes: number; files: number }> {
  await inTurn(tx, `files ${reportId}`)
  const [held] = await tx.sql<{ bytes: string; files: number }[]>`
    select coalesce(sum(bytes), 0) as bytes, count(*)::int as files from files where report_id = ${reportId}`
  return { bytes: Number(held?.bytes ?? 0), files: held?.files ?? 0 }
}

export const networkMark = (tx: Tx, network: string): Buffer => tx.lookup(`files from ${network}`)

/** How many bytes a network, and all together, handed in since then without a verified organisation behind them. */
export async function filesOfAnybody(
  tx: Tx,
  network: string,
  since: Date,
): Promise<{ ofNetwork: number; ofAll: number }> {
  const [held] = await tx.sql<{ ofNetwork: string; ofAll: string }[]>`
    select * from files_of_anybody(${networkMark(tx, network)}, ${since})`
  return { ofNetwork: Number(held?.ofNetwork ?? 0), ofAll: Number(held?.ofAll ?? 0) }
}

/** As the worker: from then back nobody counts any more where files came from, and nobody can tell. */
export async function forgetNetworks(tx: Tx, before: Date): Promise<void> {
  await tx.sql`update files set network = null where network is not null and started_at < ${before}`
  await tx.sql`update mandate_files set network = null where network is not null and stored_at < ${before}`
}

/** The part of that number is on disk. False when another request was first, or the file is whole or gone. */
export async function countPart(tx: Tx, id: string, part: number): Promise<boolean> {
  const counted = await tx.sql`
    update files set parts = parts + 1 where id = ${id} and parts = ${part} and stored_at is null returning id`
  return counted.length > 0
}

/** From now on it is a file; false when somebody else has said so already. */
export async function markStored(
  tx: Tx,
  file: Pick<FileRow, 'id' | 'reportId' | 'content' | 'bytes'>,
  now: Date,
): Promise<boolean> {
  const { id, reportId, bytes } = file
  const content = (await tx.reportKey(reportId)).seal(filePlace(id, reportId), file.content)
  const stored = await tx.sql`
    update files set content = ${content}, bytes = ${bytes}, stored_at = ${now}
    where id = ${id} and stored_at is null returning id`
  return stored.length > 0
}

/** The row and with it the key: the bytes open to nobody from then on. */
export async function deleteFile(tx: Tx, id: string): Promise<boolean> {
  const gone = await tx.sql`delete from files where id = ${id} returning id`
  return gone.length > 0
}

/** Did a body get it, with whichever revision or by a hand-over? */
export async function isDelivered(tx: Tx, id: string): Promise<boolean> {
  const [one] = await tx.sql`select from file_deliveries where file_id = ${id}
    union all select from file_hand_overs where file_id = ${id} limit 1`
  return one !== undefined
}

/** As the officer who hands over: of these files those that the body has itself. */
export async function handFilesOn(
  tx: Tx,
  handOver: { id: string; reportId: string; recipient: string },
  fileIds: readonly string[],
): Promise<void> {
  if (fileIds.length === 0) return
  const { id, reportId, recipient } = handOver
  await tx.sql`
    insert into file_hand_overs (file_id, report_id, hand_over_id, recipient)
    select f.id, f.report_id, ${id}, ${recipient} from files f
    where f.report_id = ${reportId} and f.stored_at is not null and f.id = any (${fileIds}::uuid[])`
}

/** Of these files those that the actor can take: of what was handed over before files went along, only the list came. */
export async function filesAtHand(tx: Tx, fileIds: readonly string[]): Promise<Set<string>> {
  if (fileIds.length === 0) return new Set()
  const rows = await tx.sql<{ id: string }[]>`
    select id from files where id = any (${fileIds}::uuid[]) and stored_at is not null`
  return new Set(rows.map(({ id }) => id))
}

/** As the worker: removes rows of files that did not arrive by then. */
export async function deleteAbandoned(tx: Tx, before: Date): Promise<string[]> {
  const gone = await tx.sql<{ id: string }[]>`
    delete from files where stored_at is null and started_at < ${before} returning id`
  return gone.map(({ id }) => id)
}

/** As the worker: which of these there is a row of. */
export async function knownFiles(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from files where id = any (${ids}::uuid[])
    union all select id from mandate_files where id = any (${ids}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}

async function opened(tx: Tx, row: Read): Promise<FileRow> {
  const key = await tx.reportKey(row.reportId)
  const content = key.unseal<FileContent>(filePlace(row.id, row.reportId), row.content)
  return { ...row, bytes: Number(row.bytes), content }
}
