import { createHash, type Hash } from 'node:crypto'

import type { ByteStore } from '#db/files/byte-store.server.ts'
import { fileKey, openPart, partName, partSize, partsOf } from '#db/files/file-parts.server.ts'
import type { StoredBytes } from '#db/files/files.server.ts'
import { StoreRefusal } from '#db/refusal.ts'

import type { ByteRange } from './byte-range.ts'

/** The bytes of a whole file, a part at a time. */
export const readWhole = (store: ByteStore, row: StoredBytes): AsyncGenerator<Buffer> =>
  readRange(store, row, { from: 0, end: row.bytes })

/**
 * Some bytes of a whole file, a part at a time. Throws sealBroken as soon as something is not as it was stored: a part that
 * was changed, swapped or left out does not open. Whatever reaches into the last part has it held back until the digest of
 * the whole is right, for which the parts before it are opened too, asked for or not: nobody ever holds a whole file that
 * is another one. A range that ends earlier opens its own parts only.
 */
export async function* readRange(store: ByteStore, row: StoredBytes, { from, end }: ByteRange): AsyncGenerator<Buffer> {
  if (partsOf(row.bytes) !== row.parts)
    throw new StoreRefusal('sealBroken', `file ${row.id} has other parts than bytes`)
  const [first, last] = [partAt(from), partAt(Math.max(0, end - 1))]
  const isToTheEnd = last === row.parts - 1
  const whole = wholeOf(row)
  for (let number = isToTheEnd ? 0 : first; number <= last; number++) {
    const plain = await opened(store, row, { number, isLast: number === row.parts - 1 })
    if (isToTheEnd) await whole.add(plain)
    if (number === row.parts - 1) whole.check()
    const start = number * partSize
    if (number >= first) yield plain.subarray(Math.max(0, from - start), end - start)
  }
}

const partAt = (byte: number): number => Math.floor(byte / partSize)

/** What is known of the whole, against what comes. */
function wholeOf({ id, bytes, content }: StoredBytes) {
  const hash = createHash('sha256')
  let left = bytes
  return {
    async add(plain: Buffer) {
      left -= plain.length
      await digest(hash, plain)
    },
    check() {
      const isAsStored = left === 0 && (content.entry?.sha256 ?? hash.copy().digest('hex')) === hash.digest('hex')
      if (!isAsStored) throw new StoreRefusal('sealBroken', `file ${id} is not as it was stored`)
    },
  }
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
export async function* readParts(store: ByteStore, row: StoredBytes, isWhole: boolean): AsyncGenerator<Buffer> {
  for (let number = 0; number < row.parts; number++)
    yield opened(store, row, { number, isLast: isWhole && number === row.parts - 1 })
}

/** A part that is counted and not there is as bad as one that was changed. */
async function opened(
  store: ByteStore,
  { id, content }: StoredBytes,
  { number, isLast }: { number: number; isLast: boolean },
): Promise<Buffer> {
  try {
    const sealed = await store.get(partName(id, number))
    return await openPart(fileKey(content.key), { file: id, number, isLast }, sealed)
  } catch (error) {
    if (!(error instanceof StoreRefusal) || error.code !== 'notFound') throw error
    throw new StoreRefusal('sealBroken', `part ${number} of file ${id} is missing`)
  }
}
