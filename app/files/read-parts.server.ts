import { createHash, type Hash } from 'node:crypto'

import type { ByteStore } from '#db/byte-store.server.ts'
import { fileKey, openPart, partName } from '#db/file-parts.server.ts'
import type { StoredBytes } from '#db/files.server.ts'
import { StoreRefusal } from '#db/refusal.ts'

/**
 * The bytes of a whole file, a part at a time. Throws sealBroken as soon as something is not as it was stored: a part that
 * was changed, swapped or left out does not open, and the last one is held back until the digest of the whole is right,
 * so that nobody ever holds a whole file that is another one.
 */
export async function* readWhole(store: ByteStore, row: StoredBytes): AsyncGenerator<Buffer> {
  const { bytes, content } = row
  const hash = createHash('sha256')
  let left = bytes
  let held: Buffer | null = null
  for await (const plain of readParts(store, row, true)) {
    if (held) yield held
    held = plain
    left -= plain.length
    await digest(hash, plain)
  }
  const isAsStored = left === 0 && (content.entry?.sha256 ?? hash.copy().digest('hex')) === hash.digest('hex')
  if (!isAsStored) throw new StoreRefusal('sealBroken', `file ${row.id} is not as it was stored`)
  if (held) yield held
}

/** In slices, so that others are served in between. */
async function digest(hash: Hash, plain: Buffer): Promise<void> {
  for (let at = 0; at < plain.length; at += slice) {
    hash.update(plain.subarray(at, at + slice))
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}

const slice = 1024 * 1024

/** What has arrived so far; `isWhole` when the last of these parts is the file's last. */
export async function* readParts(
  store: ByteStore,
  { id, content, parts }: StoredBytes,
  isWhole: boolean,
): AsyncGenerator<Buffer> {
  const key = fileKey(content.key)
  for (let number = 0; number < parts; number++) {
    const place = { file: id, number, isLast: isWhole && number === parts - 1 }
    yield await openPart(key, place, await partAt(store, id, number))
  }
}

/** A part that is counted and not there is as bad as one that was changed. */
async function partAt(store: ByteStore, id: string, number: number): Promise<Buffer> {
  try {
    return await store.get(partName(id, number))
  } catch (error) {
    if (!(error instanceof StoreRefusal) || error.code !== 'notFound') throw error
    throw new StoreRefusal('sealBroken', `part ${number} of file ${id} is missing`)
  }
}
