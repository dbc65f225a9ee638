import type { Officer } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'

/** Something came for a recipient. It says where to look and nothing about what is there. */
export interface Arrival {
  recipient: string
  prefecture: string | null
  caseFileId: string
  kind: 'report' | 'revision' | 'answer'
}

/** An arrival, and the place after it. */
export interface Placed {
  arrival: Arrival
  place: string
}

interface Listener {
  officer: Officer
  onArrival: (placed: Placed) => void
  onMissed?: (() => void) | undefined
}

export interface Arrivals {
  /** Calls back for what this officer may see, and for `missed`, until the returned function is called. */
  subscribe(officer: Officer, onArrival: (placed: Placed) => void, onMissed?: (() => void) | undefined): () => void
  publish(arrival: Arrival): void
  /** The portal did not hear for a while: anything may have come for anybody. */
  missed(): void
  /** Where a page that is read from now on stands. It is a time, and says to nobody how much came for others. */
  place(): string
  /** What came for this officer after a place. Null when that cannot be told: another process's place, or too long ago. */
  after(place: string, officer: Officer): Placed[] | null
}

/** Arrivals that are kept for whoever is about to listen: some seconds of the busiest day. */
const most = 1_000

/** Fans one database listener out to every open queue of this process. */
export function openArrivals(): Arrivals {
  const here = newId()
  const listeners = new Set<Listener>()
  const kept: { arrival: Arrival; at: number }[] = []
  let last = 0
  let keptSince = 0
  /** Microseconds, and never the same twice. */
  const tick = () => (last = Math.max(last + 1, Math.round(performance.now() * 1_000)))
  const placed = ({ arrival, at }: { arrival: Arrival; at: number }) => ({ arrival, place: `${here}.${at}` })
  return {
    subscribe(officer, onArrival, onMissed) {
      const listener = { officer, onArrival, onMissed }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    publish(arrival) {
      const one = { arrival, at: tick() }
      kept.push(one)
      if (kept.length > most) keptSince = kept.shift()?.at ?? keptSince
      for (const { officer, onArrival } of listeners) if (mayHear(officer, arrival)) onArrival(placed(one))
    },
    missed() {
      kept.length = 0
      keptSince = tick()
      for (const { onMissed } of listeners) onMissed?.()
    },
    place: () => `${here}.${tick()}`,
    after(place, officer) {
      const [process, at] = [place.split('.')[0], Number(place.split('.')[1])]
      if (process !== here || !(at >= keptSince)) return null
      return kept.filter((one) => one.at > at && mayHear(officer, one.arrival)).map(placed)
    },
  }
}

/** The same wall as row security's: the recipient, and for a police officer the prefecture. */
export function mayHear(officer: Officer, arrival: Arrival): boolean {
  if (officer.recipient !== arrival.recipient) return false
  return officer.prefecture === null || officer.prefecture === arrival.prefecture
}
