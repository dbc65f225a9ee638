/**
 * The door for guests, who start reports without an account. It stands open until more come in a minute than usual; then each
 * new one shows that a program of theirs has worked for some seconds, or has waited. Nobody is ever turned away: without script
 * one waits, and longer only where many tickets went to one network. A network that collects tickets, and comes when all of
 * them are ripe, waits on: by waiting alone so many of it come in ten minutes. Each process counts for itself.
 */
import { createHash, randomBytes } from 'node:crypto'

import { networkOf } from './network.ts'

/** Zero bits that a proof's hash begins with: a second or two of a telephone. */
export const proofBits = 17

const lasts = 15 * 60_000 // ms
const stepSeconds = 20
const longestSeconds = 10 * 60
const window = 10 * 60_000 // ms, in which a network's tickets, and those of it that waited, are counted
const mostWaited = longestSeconds / stepSeconds

export interface Guests {
  /** Null: come in. Otherwise the ticket to come back with. */
  admit(visit: { address: string; now: Date }, shown: { ticket: string; proof: string }): string | null
  /** Seconds until a ticket counts without a proof; null when it is none, or too old. */
  waitOf(ticket: string, now: Date): number | null
}

/** `most`: how many may come in a minute before anything is asked. `sign`: a keyed hash. */
export function openGuests({ most, sign }: { most: number; sign(text: string): Buffer }): Guests {
  let minute = { number: 0, count: 0 }
  let counted = {
    number: 0,
    tickets: new Map<string, number>(),
    waited: new Map<string, number>(),
    used: new Set<string>(),
    usedBefore: new Set<string>(),
  }

  const seal = (told: string) => sign(`guest ${told}`).toString('base64url').slice(0, 22)
  const turnPage = (now: Date) => {
    const number = Math.floor(now.getTime() / lasts)
    if (number !== counted.number) {
      counted = { number, tickets: new Map(), waited: new Map(), used: new Set(), usedBefore: counted.used }
    }
  }
  const make = (address: string, now: Date): string => {
    const earlier = countOne(counted.tickets, networkAt(address, now))
    const wait = Math.min(longestSeconds, stepSeconds * (earlier + 1))
    const told = `${now.getTime().toString(36)}-${wait}-${randomBytes(9).toString('base64url')}`
    return `${told}.${seal(told)}`
  }
  const mayWaitIn = (address: string, now: Date) => countOne(counted.waited, networkAt(address, now)) < mostWaited
  const waitOf = (ticket: string, now: Date): number | null => {
    const [told = '', shown] = ticket.split('.')
    if (shown !== seal(told)) return null
    const [at = '', wait = ''] = told.split('-')
    const passed = now.getTime() - Number.parseInt(at, 36)
    return passed >= 0 && passed <= lasts ? Math.max(0, Math.ceil(Number(wait) - passed / 1_000)) : null
  }
  const hasRoom = (now: Date): boolean => {
    const number = Math.floor(now.getTime() / 60_000)
    if (number !== minute.number) minute = { number, count: 0 }
    minute.count += 1
    return minute.count <= most
  }

  return {
    waitOf,
    admit({ address, now }, { ticket, proof }) {
      turnPage(now)
      const wait = waitOf(ticket, now)
      const known = counted.used.has(ticket) || counted.usedBefore.has(ticket)
      if (wait !== null && !known && (isProof(ticket, proof) || (wait === 0 && mayWaitIn(address, now)))) {
        counted.used.add(ticket)
        return null
      }
      if (hasRoom(now)) return null
      return wait === null || known ? make(address, now) : ticket
    },
  }
}

const networkAt = (address: string, now: Date) => `${networkOf(address)} ${Math.floor(now.getTime() / window)}`

/** How many were counted before. */
function countOne(counts: Map<string, number>, network: string): number {
  const earlier = counts.get(network) ?? 0
  if (counts.size < 100_000) counts.set(network, earlier + 1)
  return earlier
}

/** SHA-256 of ticket and proof begins with enough zero bits. */
export function isProof(ticket: string, proof: string): boolean {
  if (!/^\d{1,12}$/.test(proof)) return false
  const hash = createHash('sha256').update(`${ticket}:${proof}`).digest()
  return hash.readUInt32BE(0) >>> (32 - proofBits) === 0
}
