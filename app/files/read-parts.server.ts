import type { ByteStore } from '#db/byte-store.server.ts'
import { fileKey, openPart, partName } from '#db/file-parts.server.ts'
import type { FileRow } from '#db/files.server.ts'
import { StoreRefusal } from '#db/refusal.ts'

/** The bytes of a whole file, a part at a time. Throws sealBroken as soon as something is not as it was stored. */
export async function* readWhole(store: ByteStore, row: FileRow): AsyncGenerator<Buffer> {
  let left = row.bytes
  for await (const plain of readParts(store, row, true)) {
    left -= plain.length
    yield plain
  }
  if (left !== 0) throw new StoreRefusal('sealBroken', `file ${row.id} is not as long as it was`)
}

/** What has arrived so far; `isWhole` when the last of these parts is the file's last. */
export async function* readParts(
  store: ByteStore,
  { id, content, parts }: FileRow,
  isWhole: boolean,
): AsyncGenerator<Buffer> {
  const key = fileKey(content.key)
  for (let number = 0; number < parts; number++) {
    const place = { file: id, number, isLast: isWhole && number === parts - 1 }
    yield await openPart(key, place, await store.get(partName(id, number)))
  }
}
