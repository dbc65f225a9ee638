/** Where sealed bytes lie: a folder, or a bucket. It knows names and bytes, and neither keys nor what they mean. */
import { StoreRefusal } from '#db/refusal.ts'

export interface ByteStore {
  /** Whole and on disk when it returns. Throws storeFull or storeAway; then nothing is there. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Throws notFound or storeAway. */
  get(name: string): Promise<Buffer>
  /** Everything of one file; nothing being there is fine. */
  remove(file: string): Promise<void>
  /** The files of which something is there, with the time of their oldest piece. */
  list(): Promise<{ file: string; since: Date }[]>
  /** The names of all that is there of one file, in order. */
  parts(file: string): Promise<string[]>
  /** How many bytes still fit; null when nobody knows. */
  room(): Promise<number | null>
}

/** Names are made by the portal: `<uuid>/<number>`. Anything else is a fault, before it can leave the folder. */
export function checkName(name: string): string {
  if (!/^[0-9a-f-]{36}(\/\d{6})?$/.test(name)) throw new StoreRefusal('notFound', 'no name of a file')
  return name
}
