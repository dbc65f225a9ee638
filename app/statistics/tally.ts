/** Counts how often each pair stands in two lists, one beside the other: `[first][second]`. */
export function tally(first: Numbers, second: Numbers, [rows, columns]: readonly [number, number]): number[][] {
  const counts = new Uint32Array(rows * columns)
  for (let place = 0; place < first.length; place++) {
    const at = (first[place] ?? 0) * columns + (second[place] ?? 0)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return Array.from({ length: rows }, (_, row) => [...counts.subarray(row * columns, (row + 1) * columns)])
}

type Numbers = Uint8Array | Uint16Array | Uint32Array
