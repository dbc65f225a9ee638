/** A spreadsheet is a zip: how large it becomes is found out with a bound, before a reader unpacks it without one. */
import { inflateRawSync } from 'node:zlib'

const mostInflated = 10_000_000 // bytes, all entries together
const mostEntries = 200

/** False for what is no zip, or becomes larger than any table that could be meant. What it declares is not believed. */
export function isBoundedZip(zip: Buffer): boolean {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (end < 0 || end + 22 > zip.length) return false
  const entries = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  let left = mostInflated
  if (entries > mostEntries) return false
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return false
    const size = inflatedSize(
      zip,
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 42),
      left,
    )
    if (size === null) return false
    left -= size
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return true
}

/** Bytes that one entry becomes; null when it is broken, packed in another way, or would be more than `most`. */
function inflatedSize(zip: Buffer, method: number, packed: number, header: number, most: number): number | null {
  if (header + 30 > zip.length) return null
  const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
  const content = zip.subarray(from, from + packed)
  if (method === 0) return content.length <= most ? content.length : null
  if (method !== 8 || most <= 0) return null
  try {
    return inflateRawSync(content, { maxOutputLength: most }).length
  } catch {
    return null
  }
}
