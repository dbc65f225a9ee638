/** A place in a list that is sorted by time, newest first, as it stands in an address. */
export interface Place {
  at: Date
  id: string
}

export const placeText = ({ at, id }: Place): string => `${at.getTime()}.${id}`

/** Null for anything that is no place: the list then begins at its beginning. */
export function placeIn(text: string | null): Place | null {
  const [, at, id] = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '') ?? []
  return at && id ? { at: new Date(Number(at)), id } : null
}
