import { randomFillSync } from 'node:crypto'

/**
 * Texts as bytes, always in the same memory: nobody has to collect it, and a text is read through once, not a first time to
 * find out how long it is. What was made holds until the next text. One that is longer than `size` bytes has memory of its own.
 * One of several pieces need not be joined before. `before`: so many bytes are left in front for whoever asks.
 */
export function scratchOf(size: number, before = 0): (...pieces: string[]) => Buffer {
  const scratch = Buffer.allocUnsafeSlow(size)
  return (...pieces) => {
    let end = before
    for (const piece of pieces) {
      const { read, written } = encoder.encodeInto(piece, scratch.subarray(end))
      if (read < piece.length) return Buffer.concat([Buffer.alloc(before), Buffer.from(pieces.join(''))])
      end += written
    }
    return scratch.subarray(0, end)
  }
}

const encoder = new TextEncoder()

/** So many random bytes that nobody had before; drawn in stock, for drawing costs more than the bytes. They are overwritten in time. */
export function stockOf(size: number): () => Buffer {
  const drawn = Buffer.alloc(size * 256)
  let used = drawn.length
  return () => {
    if (used === drawn.length) {
      randomFillSync(drawn)
      used = 0
    }
    return drawn.subarray(used, (used += size))
  }
}
