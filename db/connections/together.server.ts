/**
 * Work that is done together when there is much of it: what comes while a piece is under way waits, and then goes in one
 * piece with all that waits. Nobody waits for company: what comes alone goes at once.
 */
export interface Together<Item, Result> {
  add(item: Item): Promise<Result>
}

export interface TogetherOptions<Item, Result> {
  /** The most that one piece may hold. */
  most: number
  /** A piece that takes longer keeps nobody waiting any more; in ms. */
  patience: number
  /** Of what has the same key never two are under way: the second waits for the first. Without it nothing has. */
  keyOf?(item: Item): string
  /** One promise for each item, so that nobody has the fault of another. */
  work(items: readonly Item[]): readonly Promise<Result>[]
}

interface Waiting<Item, Result> {
  item: Item
  key: unknown
  done: (result: Promise<Result>) => void
}

export function together<Item, Result>({ most, patience, keyOf, work }: TogetherOptions<Item, Result>) {
  let waiting: Waiting<Item, Result>[] = []
  let isBusy = false
  let isCalled = false
  const underWay = new Set<unknown>()

  /** Those who wait longest first, and never two of one key. */
  const take = (): Waiting<Item, Result>[] => {
    const taken: Waiting<Item, Result>[] = []
    waiting = waiting.filter((one) => {
      if (taken.length === most || underWay.has(one.key)) return true
      underWay.add(one.key)
      taken.push(one)
      return false
    })
    return taken
  }
  const start = () => {
    isCalled = false
    if (isBusy) return
    const piece = take()
    if (piece.length === 0) return
    isBusy = true
    const results = work(piece.map(({ item }) => item))
    let isPast = false
    const next = () => {
      if (isPast) return
      isPast = true
      isBusy = false
      start()
    }
    const tooLong = setTimeout(next, patience)
    for (const [at, { done }] of piece.entries()) done(results[at] ?? Promise.reject(new Error('a piece lost an item')))
    void Promise.allSettled(results).then(() => {
      clearTimeout(tooLong)
      for (const { key } of piece) underWay.delete(key)
      next()
      start() // what had the same key
    })
  }
  return {
    add: (item: Item): Promise<Result> =>
      new Promise((done) => {
        waiting.push({ item, key: keyOf ? keyOf(item) : Symbol('its own'), done })
        if (!isCalled) setImmediate(start) // after all else that is ready now, which may be more of it
        isCalled = true
      }),
  }
}
