/** A spreadsheet is a zip: how large it becomes is found out with a bound, before a reader unpacks it without one. */
import { inflateRawSync } from 'node:zlib'

const mostInflated = 10_000_000 // bytes, all entries together
const mostEntries = 200

/** False for what is no zip, or becomes larger than any table that could be meant. What it declares is not believed. */
export const isBoundedZip = (zip: Buffer): boolean => boundedEntries(zip) !== null

/** The entries by name; null for what is no zip, or is too large. */
export function boundedEntries(zip: Buffer): ReadonlyMap<string, Buffer> | null {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (end < 0 || end + 22 > zip.length) return null
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  let left = mostInflated
  if (count > mostEntries) return null
  const entries = new Map<string, Buffer>()
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return null
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28))
    const [method, packed, header] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)]
    const content = inflated(zip, method, packed, header, left)
    if (content === null) return null
    entries.set(name, content)
    left -= content.length
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

/** What one entry becomes; null when it is broken, packed in another way, or would be more than `most` bytes. */
function inflated(zip: Buffer, method: number, packed: number, header: number, most: number): Buffer | null {
  if (header + 30 > zip.length) return null
  const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
  const content = zip.subarray(from, from + packed)
  if (method === 0) return content.length <= most ? content : null
  if (method !== 8 || most <= 0) return null
  try {
    return inflateRawSync(content, { maxOutputLength: most })
  } catch {
    return null
  }
}
