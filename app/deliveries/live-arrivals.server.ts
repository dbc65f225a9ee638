import type { Officer } from '#db/context.ts'

/** Something came for a recipient. It says where to look and nothing about what is there. */
export interface Arrival {
  recipient: string
  prefecture: string | null
  caseFileId: string
  kind: 'report' | 'revision' | 'answer'
}

export interface Arrivals {
  /** Calls back for what this officer may see, until the returned function is called. */
  subscribe(officer: Officer, onArrival: (arrival: Arrival) => void): () => void
  publish(arrival: Arrival): void
}

/** Fans one database listener out to every open queue of this process. */
export function openArrivals(): Arrivals {
  const listeners = new Map<(arrival: Arrival) => void, Officer>()
  return {
    subscribe(officer, onArrival) {
      const listener = (arrival: Arrival) => onArrival(arrival)
      listeners.set(listener, officer)
      return () => void listeners.delete(listener)
    },
    publish(arrival) {
      for (const [listener, officer] of listeners) if (mayHear(officer, arrival)) listener(arrival)
    },
  }
}

/** The same wall as row security's: the recipient, and for a police officer the prefecture. */
export function mayHear(officer: Officer, arrival: Arrival): boolean {
  if (officer.recipient !== arrival.recipient) return false
  return officer.prefecture === null || officer.prefecture === arrival.prefecture
}
