/** An `integer[]` as PostgreSQL reads it in binary (array_recv): as text it would read every digit of every number. */

const integer = 23 // the id of its type
const header = 20

/** Several lists as one, one after the other. */
export function integersOf(lists: readonly Int32Array[]): Buffer {
  const length = lists.reduce((sum, list) => sum + list.length, 0)
  const bytes = Buffer.allocUnsafe(header + length * 8)
  bytes.writeInt32BE(1, 0) // dimensions
  bytes.writeInt32BE(0, 4) // no nulls
  bytes.writeInt32BE(integer, 8)
  bytes.writeInt32BE(length, 12)
  bytes.writeInt32BE(1, 16) // counted from
  let at = header
  for (const list of lists) {
    for (const number of list) {
      bytes.writeInt32BE(4, at)
      bytes.writeInt32BE(number, at + 4)
      at += 8
    }
  }
  return bytes
}

/** For the driver: what `integersOf` made goes as it is, anything else as text. Marked as in patches/postgres.patch. */
export const integers = {
  to: 1007,
  from: [1007],
  serialize: Object.assign(
    (list: readonly number[] | string) => (typeof list === 'string' ? list : `{${list.join(',')}}`),
    {
      binary: true,
    },
  ),
  parse: (text: string): number[] => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)),
}
