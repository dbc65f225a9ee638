import { recordAudit } from '#db/audit.server.ts'
import type { Context, Filer, Officer } from '#db/context.ts'
import { findFile, type FileRow, type StoredBytes } from '#db/files.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { Refusal } from '#app/http/refusal.ts'

import { requireAttaching } from './attaching.server.ts'
import { attachmentNamed } from './file-name.ts'
import { packed, type Packing } from './packed.server.ts'
import { readWhole } from './read-parts.server.ts'
import type { Shelf } from './shelf.server.ts'
import { streamOf } from './stream-of.ts'

/** Somebody takes a copy of a file. Each time is an entry in the audit, written before the first byte leaves. */
export async function takeFile(
  { db, actor, now }: Context<Filer | Officer>,
  id: string,
  packing: Packing,
): Promise<FileRow> {
  if (actor.kind !== 'officer') requireAttaching(actor)
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal('notFound')
  return db.transaction(async (tx) => {
    const row = await findFile(tx, id)
    if (!row?.storedAt) throw new Refusal('notFound')
    const details = { bytes: row.bytes, lane: row.content.lane, packing }
    await recordAudit(tx, { reportId: row.reportId, did: 'file.downloaded', subject: id, details, now })
    return row
  })
}

/** To be kept, never to be looked at here: no type that a browser would open, and nothing that a page of ours may use. */
export async function answerWith(shelf: Shelf, row: StoredBytes, packing: Packing): Promise<Response> {
  const { lane, name } = row.content
  const parts = await begun(checked(shelf, row))
  const headers = {
    'Content-Type': lane === 'sample' ? 'application/zip' : 'application/octet-stream',
    'Content-Disposition': attachmentNamed(lane === 'sample' ? `${name}.zip` : name),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-store',
    ...(lane === 'sample' ? {} : { 'Content-Length': String(row.bytes) }),
  }
  return new Response(lane === 'sample' ? packed(name, parts, packing) : streamOf(parts), { headers })
}

/** A file that is not as it was stored breaks off, and the log says which: nobody holds a whole file that is another one. */
async function* checked({ store, onBroken }: Shelf, row: StoredBytes): AsyncGenerator<Buffer> {
  try {
    yield* readWhole(store, row)
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
