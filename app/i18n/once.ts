/**
 * A word for an id, or what is drawn of it, put together and looked up the first time only: a key that is put together is hashed anew each time,
 * and a page has hundreds. For ids of the edition and the rulebook, which are few; never for what somebody typed.
 */
export function once<T>(wordOf: (id: string) => T): (id: string) => T {
  const words = new Map<string, T>()
  return (id) => {
    const known = words.get(id)
    if (known !== undefined) return known
    const word = wordOf(id)
    words.set(id, word)
    return word
  }
}
