/** How a vendor's ticket is found again: whole by one keyed hash, in part by those of its pairs of signs. */
import type { Tx } from '#db/context.ts'
import { tokensOf } from '#db/queue/search-tokens.server.ts'

/** In one spelling, whatever the keyboard. */
export const spelled = (ticket: string): string => ticket.normalize('NFKC').toUpperCase().replaceAll(/\s/g, '')

export interface TicketMarks {
  ticketHash: Buffer | null
  /** Empty for a single sign. */
  pairs: number[]
}

export function ticketMarks(tx: Tx, vendorId: string, ticket: string): TicketMarks {
  const plain = spelled(ticket)
  const signs = [...plain]
  const pairs = new Set(signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`))
  return {
    ticketHash: plain === '' ? null : tx.lookup(`ticket ${vendorId} ${plain}`),
    pairs: tokensOf(tx.lookup(`ticket pairs ${vendorId}`), pairs, 0), // of no month: there are few
  }
}
