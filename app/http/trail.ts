/** The way back through the pages of a list, as addresses keep it: where each page before this one began. */

/** As a place: the page that needs none. */
export const firstPage = 'first'

const longest = 10

/** The way back from the page that follows the one at `after`. Who goes further back than it holds begins at the first page. */
export const goOn = (way: readonly string[], after: string | null | undefined): string[] =>
  [...way, after ?? firstPage].slice(-longest)

/** Where the page before begins, and the way back from there; null where it is not known. */
export function goBack(way: readonly string[]): { after: string | undefined; way: readonly string[] } | null {
  const last = way.at(-1)
  if (!last) return null
  return { after: last === firstPage ? undefined : last, way: way.slice(0, -1) }
}
