import type { Officer } from '#db/context.ts'

/** Something came for a recipient. It says where to look and nothing about what is there. */
export interface Arrival {
  recipient: string
  prefecture: string | null
  caseFileId: string
  kind: 'report' | 'revision' | 'answer'
}

export interface Arrivals {
  /** Calls back for what this officer may see, and for `missed`, until the returned function is called. */
  subscribe(officer: Officer, onArrival: (arrival: Arrival) => void, onMissed?: () => void): () => void
  publish(arrival: Arrival): void
  /** The portal did not hear for a while: anything may have come for anybody. */
  missed(): void
}

/** Fans one database listener out to every open queue of this process. */
export function openArrivals(): Arrivals {
  const listeners = new Set<{ officer: Officer; onArrival: (arrival: Arrival) => void; onMissed?: () => void }>()
  return {
    subscribe(officer, onArrival, onMissed) {
      const listener = { officer, onArrival, onMissed }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    publish(arrival) {
      for (const { officer, onArrival } of listeners) if (mayHear(officer, arrival)) onArrival(arrival)
    },
    missed() {
      for (const { onMissed } of listeners) onMissed?.()
    },
  }
}

/** The same wall as row security's: the recipient, and for a police officer the prefecture. */
export function mayHear(officer: Officer, arrival: Arrival): boolean {
  if (officer.recipient !== arrival.recipient) return false
  return officer.prefecture === null || officer.prefecture === arrival.prefecture
}
