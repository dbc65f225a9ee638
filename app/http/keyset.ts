import { firstPage, goBack, goOn } from './trail.ts'

/** A place in a list that is sorted by time, newest first, as it stands in an address. */
export interface Place {
  at: Date
  /** Orders those of one time, where it is not the id alone. */
  within?: Date
  id: string
}

export const placeText = ({ at, within, id }: Place): string =>
  [at, ...(within ? [within] : [])].map((one) => `${one.getTime()}.`).join('') + id

/** Null for anything that is no place: the list then begins at its beginning. */
export function placeIn(text: string | null): Place | null {
  const [, at, within, id] =
    /^(\d{1,15})\.(?:(\d{1,15})\.)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '') ?? []
  if (!at || !id) return null
  return { at: new Date(Number(at)), ...(within && { within: new Date(Number(within)) }), id }
}

/** The addresses of the pages around one of a list. */
export interface Turning {
  first: string | null
  previous: string | null
  next: string | null
}

/**
 * A page's address keeps the way back, ten pages at most, as that of a queue does; and what the list is filtered by.
 * `next`: where the page after this one begins.
 */
export function turning(asked: URLSearchParams, next: string | null, filters: Record<string, string> = {}): Turning {
  const after = placeIn(asked.get('after')) && asked.get('after')
  const way = after ? (asked.get('before') ?? '').split(',').filter((one) => one === firstPage || placeIn(one)) : []
  const hrefOf = (place: string | undefined, before: readonly string[]) => {
    const there = place ? [['after', place], ...(before.length > 0 ? [['before', before.join(',')]] : [])] : []
    return `?${new URLSearchParams([...Object.entries(filters), ...there])}`
  }
  const back = goBack(way)
  return {
    first: after && (!back || back.after) ? hrefOf(undefined, []) : null,
    previous: back && hrefOf(back.after, back.way),
    next: next && hrefOf(next, goOn(way, after)),
  }
}
