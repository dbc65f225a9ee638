/**
 * What was opened a moment ago. A person goes from page to page of one report, and each page opens the same sealed bytes.
 * A kept value is found by its place and by all of the sealed bytes, which row security has just shown to whoever asks:
 * nothing is found that could not be opened. It is frozen, goes when nobody has asked for a minute or two, and goes at
 * once with its key. Decision 039.
 */
import type { DataKey, Place } from '#db/context.ts'
import { frozen } from '#forms/frozen.ts'

export interface KeptOpenings<T extends object> {
  /** As DataKey.unseal, and the very same frozen value for as long as it is kept. */
  open(key: DataKey, place: Place, sealed: Uint8Array): T
  /** Only what is kept already. */
  find(key: DataKey, place: Place, sealed: Uint8Array): T | undefined
}

interface Limits {
  /** Values. */
  most: number
  /** Of all kept values while they are sealed: opened and parsed they take about ten times as much. */
  bytes: number
  /** For how long after it was asked for last, in seconds. */
  idle: number
}

interface Kept<T> {
  /** The same text each time it is put to the end: a new one would live as long as the value. */
  name: string
  keyId: string
  sealed: Buffer
  value: T
  usedAt: number
}

const sweepEvery = 10_000

/** What each place of this process keeps: a key that is forgotten takes everything with it. */
const everywhere = new Set<{ forget(isGone: (keyId: string) => boolean): void }>()

/** Of one kind of value; the caller says which type its places hold. */
export function keepOpenings<T extends object>({ most, bytes, idle }: Limits): KeptOpenings<T> {
  const kept = new Map<string, Kept<T>>() // what was used longest ago comes first
  let size = 0
  let sweeping: NodeJS.Timeout | undefined

  const drop = (name: string, { sealed }: Kept<T>) => {
    kept.delete(name)
    size -= sealed.length
    if (kept.size > 0) return
    clearInterval(sweeping)
    sweeping = undefined
  }
  const dropWhile = (isOver: (one: Kept<T>) => boolean) => {
    for (const [name, one] of kept) {
      if (!isOver(one)) return
      drop(name, one)
    }
  }
  const sweep = () => {
    const since = performance.now() - idle * 1000
    dropWhile(({ usedAt }) => usedAt < since)
  }
  const find = (name: string, key: DataKey, sealed: Uint8Array): T | undefined => {
    const known = kept.get(name)
    if (!known || known.keyId !== key.id || !known.sealed.equals(sealed)) return undefined
    known.usedAt = performance.now()
    kept.delete(name)
    kept.set(known.name, known)
    return known.value
  }
  const keep = (name: string, key: DataKey, sealed: Uint8Array, value: T): T => {
    const earlier = kept.get(name)
    if (earlier) drop(name, earlier)
    const own = Buffer.allocUnsafeSlow(sealed.length) // its own memory: a slice would keep the pool that it is cut from
    own.set(sealed)
    kept.set(name, { name, keyId: key.id, sealed: own, value: frozen(value), usedAt: performance.now() })
    size += own.length
    dropWhile(() => kept.size > most || size > bytes)
    if (kept.size > 0) sweeping ??= setInterval(sweep, sweepEvery).unref()
    return value
  }

  everywhere.add({
    forget: (isGone) => {
      for (const [name, one] of kept) if (isGone(one.keyId)) drop(name, one)
    },
  })
  return {
    find: (key, place, sealed) => find(nameOf(place), key, sealed),
    open: (key, place, sealed) => {
      const name = nameOf(place)
      return find(name, key, sealed) ?? keep(name, key, sealed, key.unseal<T>(place, sealed))
    },
  }
}

/** What was opened with this key is not kept any more; without one, nothing is. */
export function forgetOpenings(keyId?: string): void {
  for (const one of everywhere) one.forget((id) => keyId === undefined || id === keyId)
}

const nameOf = ({ table, row, column, tenant }: Place): string => `${table} ${column} ${row} ${tenant}`
