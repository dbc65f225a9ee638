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
