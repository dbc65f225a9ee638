/** How long something took, in seconds from the first receipt; null when it has happened to none. */
export interface Span {
  count: number
  median: number | null
  ninetieth: number | null
}

/** More case files than this are nowhere; so a span and a place fit into one number, and are sorted together. */
const places = 2 ** 22

/** The places of those to which it has happened, the quickest first. `never`: the value of those to which it has not. */
export function quickestFirst(spans: Int32Array, never: number): Uint32Array {
  const [keys, order] = [new Float64Array(spans.length), new Uint32Array(spans.length)]
  let count = 0
  spans.forEach((span, place) => {
    if (span !== never) keys[count++] = span * places + place
  })
  keys
    .subarray(0, count)
    .toSorted()
    .forEach((key, at) => {
      order[at] = key - Math.floor(key / places) * places
    })
  return order.subarray(0, count)
}

/** Of each group; `groupOf` says the group of a place. All are in order already, so nothing is sorted for a group. */
export function spansOf(spans: Int32Array, order: Uint32Array, groupOf: Uint16Array, groups: number): Span[] {
  const lists = Array.from({ length: groups }, (): number[] => [])
  order.forEach((place) => lists[groupOf[place] ?? 0]?.push(spans[place] ?? 0))
  return lists.map((sorted) => ({
    count: sorted.length,
    median: quantile(sorted, 0.5),
    ninetieth: quantile(sorted, 0.9),
  }))
}

/** Between two values in proportion, as PostgreSQL's percentile_cont. */
function quantile(sorted: readonly number[], part: number): number | null {
  const place = part * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return below === undefined || above === undefined ? null : below + (above - below) * (place - Math.floor(place))
}
