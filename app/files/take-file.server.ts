import { Refusal } from '#app/http/refusal.ts'
import { recordAudit, type AuditDetails } from '#db/audit/audit.server.ts'
import type { Context, Filer, Officer } from '#db/context.ts'
import { findFile, type FileRow, type StoredBytes } from '#db/files/files.server.ts'
import { StoreRefusal } from '#db/refusal.ts'

import { requireAttaching, underIn } from './attaching.server.ts'
import { rangeOf, type ByteRange } from './byte-range.ts'
import { attachmentNamed } from './file-name.ts'
import { packed, type Packing } from './packed.server.ts'
import { readRange } from './read-parts.server.ts'
import type { Shelf } from './shelf.server.ts'
import { streamOf } from './stream-of.ts'

/** How a copy is asked for. A download that broke off goes on where it stood, which samples in their archive cannot. */
export interface Wanted {
  packing: Packing
  range: string | null
  ifRange: string | null
}

export const wantedWhole: Wanted = { packing: 'usual', range: null, ifRange: null }

export const wantedIn = ({ url, headers }: Request): Wanted => ({
  packing: new URL(url).searchParams.get('packing') === 'strong' ? 'strong' : 'usual',
  range: headers.get('Range'),
  ifRange: headers.get('If-Range'),
})

/** Somebody takes a copy of a file. Each time is an entry in the audit, written before the first byte leaves. */
export async function takeFile(
  { db, actor, now }: Context<Filer | Officer>,
  id: string,
  wanted: Wanted,
): Promise<FileRow> {
  if (actor.kind !== 'officer') requireAttaching(actor)
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal('notFound')
  return db.transaction(async (tx) => {
    const row = await findFile(tx, id)
    if (!row?.storedAt) throw new Refusal('notFound')
    const part = partOf(row, wanted)
    if (part === 'none') return row
    const place: AuditDetails = part === 'whole' ? {} : { from: part.from, end: part.end }
    const details = { ...underIn(actor), bytes: row.bytes, lane: row.content.lane, packing: wanted.packing, ...place }
    await recordAudit(tx, { reportId: row.reportId, did: 'file.downloaded', subject: id, details, now })
    return row
  })
}

/** Its digest names it: whoever goes on gets bytes of the same file, or all of it anew. */
const tagOf = ({ content }: StoredBytes): string => `"${content.entry?.sha256 ?? ''}"`

const partOf = (row: StoredBytes, wanted: Wanted) =>
  row.content.lane === 'sample' || !row.content.entry ? 'whole' : rangeOf(wanted, tagOf(row), row.bytes)

/** To be kept, never to be looked at here: no type that a browser would open, and nothing that a page of ours may use. */
export async function answerWith(shelf: Shelf, row: StoredBytes, wanted: Wanted): Promise<Response> {
  const { lane, name } = row.content
  const part = partOf(row, wanted)
  if (part === 'none') return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${row.bytes}` } })
  const range = part === 'whole' ? { from: 0, end: row.bytes } : part
  const parts = await begun(checked(shelf, row, range))
  const headers = {
    'Content-Disposition': attachmentNamed(lane === 'sample' ? `${name}.zip` : name),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-store',
  }
  if (lane === 'sample')
    return new Response(packed(name, parts, wanted.packing), {
      headers: { ...headers, 'Content-Type': 'application/zip' },
    })
  const place: Record<string, string> =
    part === 'whole' ? {} : { 'Content-Range': `bytes ${range.from}-${range.end - 1}/${row.bytes}` }
  return new Response(streamOf(parts), {
    status: part === 'whole' ? 200 : 206,
    headers: { ...headers, ...bytesOf(row), ...place, 'Content-Length': String(range.end - range.from) },
  })
}

/** By the digest whoever kept pieces sees that they make the whole (RFC 9530). */
function bytesOf(row: StoredBytes): Record<string, string> {
  const type = { 'Content-Type': 'application/octet-stream' }
  const { entry } = row.content
  if (!entry) return type
  const digest = `sha-256=:${Buffer.from(entry.sha256, 'hex').toString('base64')}:`
  return { ...type, ETag: tagOf(row), 'Accept-Ranges': 'bytes', 'Repr-Digest': digest }
}

/** A file that is not as it was stored breaks off, and the log says which: nobody holds a whole file that is another one. */
async function* checked({ store, onBroken }: Shelf, row: StoredBytes, range: ByteRange): AsyncGenerator<Buffer> {
  try {
    yield* readRange(store, row, range)
  } catch (error) {
    if (!(error instanceof StoreRefusal) || error.code !== 'sealBroken') throw error
    onBroken(row.id)
    throw new Refusal('fileBroken')
  }
}

/** The first piece is read before anything is answered: what is wrong with it is said on a page and not by a broken line. */
async function begun<T>(pieces: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  const first = await pieces.next()
  return (async function* () {
    if (first.done) return
    yield first.value
    yield* pieces
  })()
}
