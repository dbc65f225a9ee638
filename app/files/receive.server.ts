/** Bytes as they come in: cut into parts without ever holding more than one. */
import { partSize } from '#db/files/file-parts.server.ts'

/**
 * Gives out parts of 4 MiB, the last one shorter; the last is known only when nothing follows. The buffer is used again:
 * each part must be done with before the next is asked for.
 */
export async function* partsIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ plain: Buffer; isLast: boolean }> {
  const buffer = Buffer.allocUnsafeSlow(partSize)
  let filled = 0
  for await (const piece of bytes) {
    let at = 0
    while (at < piece.length) {
      if (filled === partSize) {
        yield { plain: buffer, isLast: false }
        filled = 0
      }
      const taken = Math.min(partSize - filled, piece.length - at)
      buffer.set(piece.subarray(at, at + taken), filled)
      filled += taken
      at += taken
    }
  }
  yield { plain: buffer.subarray(0, filled), isLast: true }
}

/** One part, whole; null when it is longer than a part may be. */
export async function readPart(body: AsyncIterable<Uint8Array>): Promise<Buffer | null> {
  const buffer = Buffer.allocUnsafeSlow(partSize)
  let filled = 0
  for await (const piece of body) {
    if (filled + piece.length > partSize) return null
    buffer.set(piece, filled)
    filled += piece.length
  }
  return buffer.subarray(0, filled)
}
