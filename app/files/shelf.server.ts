/** Where files are put, how much may be put there, and what is known of those that are on their way. */
import { byteBucket } from '#db/files/byte-bucket.server.ts'
import { byteFolder } from '#db/files/byte-folder.server.ts'
import type { ByteStore } from '#db/files/byte-store.server.ts'

import { clamd, type Scanner } from './clamd.server.ts'
import type { Inspection } from './inspect.server.ts'
import type { NoRoom } from './room.server.ts'

/** In bytes. */
export interface FileLimits {
  file: number
  /** All files of one report. */
  report: number
  /** Left free on the disk of the folder, which the database may share; twice as much by those who can be anybody. */
  reserve: number
  /** What one network may hand in in a day, and all of them, without a verified organisation behind it. */
  network: number
  unverified: number
}

export interface Shelf {
  store: ByteStore
  limits: FileLimits
  /** Null when none is configured: files are then "not scanned", never "clean". */
  scanner: Scanner | null
  /** What this process has seen of files that are arriving; another one finds out by reading what is stored. */
  seen: Map<string, Inspection>
  /** Files of which a part is being written in this process. */
  busy: Set<string>
  /** Told of a file that is not as it was stored. */
  onBroken: (id: string) => void
  /** Told when there is no room for a file. */
  onFull: (problem: NoRoom) => void
}

export interface ShelfSettings {
  filesDir: string
  bucket: { endpoint: string; region: string; keyId: string; secret: string } | null
  fileLimits: FileLimits
  clamd: string | null
}

export function openShelf(
  { filesDir, bucket, fileLimits, clamd: address }: ShelfSettings,
  { onBroken = () => {}, onFull = () => {} }: Partial<Pick<Shelf, 'onBroken' | 'onFull'>> = {},
): Shelf {
  return {
    store: bucket ? byteBucket(bucket) : byteFolder(filesDir, fileLimits.reserve),
    limits: fileLimits,
    scanner: address ? clamd(address) : null,
    seen: new Map(),
    busy: new Set(),
    onBroken,
    onFull,
  }
}
