/**
 * Samples leave only inside an encrypted archive with the password that everybody in this trade uses, so that neither a
 * mail gateway deletes them nor a double click starts them. The password protects nobody; it says what this is.
 */
import { streamOf } from './stream-of.ts'

/** 17 MB in memory, so it is loaded by the first download of a sample. */
const library = () => import('@zip.js/zip.js')

export const samplePassword = 'infected'

/** usual: ZipCrypto, which every program opens. strong: AES-256, for those that take nothing else. */
export type Packing = 'usual' | 'strong'

/** The archive as it is made, a part at a time; nothing of it is on a disk. Larger than 4 GiB it is ZIP64. */
export function packed(name: string, parts: AsyncGenerator<Uint8Array>, packing: Packing): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const pack = async () => {
    const { ZipWriter } = await library()
    const zip = new ZipWriter(writable, {
      password: samplePassword,
      level: 0,
      bufferedWrite: false,
      useWebWorkers: false,
      extendedTimestamp: false,
      ...(packing === 'usual' ? { zipCrypto: true } : { encryptionStrength: 3 }),
    })
    await zip.add(`${name}.bin`, streamOf(parts))
    await zip.close()
  }
  pack().catch((error: unknown) => writable.abort(error).catch(() => {}))
  return readable
}
