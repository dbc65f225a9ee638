/** Guests are let in freely until many come; then each shows some work, or waits. Nobody is turned away for good. */
import { createHmac, hash } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { solve } from '#app/enhance/proof.ts'
import { isProof, openGuests, proofBits } from '#app/http/guests.server.ts'
import { networkOf } from '#app/http/network.ts'

const sign = (text: string) => createHmac('sha256', 'x').update(text).digest()
const start = new Date('2026-11-20T10:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000)
const nothing = { ticket: '', proof: '' }

/** A door at which so many have come in this minute already. */
function doorAfter(came: number, most = 3) {
  const guests = openGuests({ most, sign })
  const come = (now: Date, shown = nothing, address = '192.0.2.1') => guests.admit({ address, now }, shown)
  for (let turn = 0; turn < came; turn++) expect(come(start)).toBeNull()
  return { come, waitOf: guests.waitOf }
}

const ticketOf = (admitted: string | null): string => {
  if (admitted === null) throw new Error('nothing was asked')
  return admitted
}

/** One that fits, for a test that is not about finding it: the page's own way takes ten times as long. */
function proofOf(ticket: string): string {
  for (let number = 0; ; number += 1)
    if (hash('sha256', `${ticket}:${number}`, 'buffer').readUInt32BE(0) >>> (32 - proofBits) === 0)
      return String(number)
}

describe('the door for guests', () => {
  test('asks nothing of a usual number, and again nothing in the next minute', () => {
    const { come } = doorAfter(3)
    expect(come(start)).not.toBeNull()
    expect(come(after(60))).toBeNull()
  })

  test('takes a proof that the script of the page finds, once', async () => {
    const { come } = doorAfter(3)
    const ticket = ticketOf(come(start))
    const proof = await solve(ticket, proofBits)
    expect(isProof(ticket, proof)).toBe(true)
    expect(isProof(`${ticket}x`, proof)).toBe(false)
    expect(come(after(2), { ticket, proof })).toBeNull()
    expect(ticketOf(come(after(3), { ticket, proof }))).not.toBe(ticket)
  })

  test('lets in whoever waited, without any script', () => {
    const { come, waitOf } = doorAfter(3)
    const ticket = ticketOf(come(start))
    expect(waitOf(ticket, after(5))).toBe(15)
    expect(come(after(5), { ticket, proof: '' })).toBe(ticket)
    expect(come(after(20), { ticket, proof: '' })).toBeNull()
    expect(come(after(21), { ticket, proof: '' })).not.toBeNull()
  })

  test('lets those wait longer whose network takes many tickets, ten minutes at most, and nobody else', () => {
    const { come, waitOf } = doorAfter(3)
    const waits = Array.from({ length: 40 }, () => waitOf(ticketOf(come(start)), start))
    expect(waits.slice(0, 3)).toEqual([20, 40, 60])
    expect(Math.max(...waits.map(Number))).toBe(600)
    expect(waitOf(ticketOf(come(start, nothing, '198.51.100.7')), start)).toBe(20)
  })

  test('lets a network that collects tickets in no faster for it, and somebody else of it by a proof', () => {
    const { come } = doorAfter(3)
    const tickets = Array.from({ length: 60 }, () => ticketOf(come(start)))
    const ripe = after(700)
    for (let free = 0; free < 3; free++) expect(come(ripe)).toBeNull() // the room of the minute
    const came = tickets.filter((ticket) => come(ripe, { ticket, proof: '' }) === null)
    expect(came).toHaveLength(30)
    const last = tickets.at(-1) ?? ''
    expect(come(ripe, { ticket: last, proof: '' }), 'the same one, for later').toBe(last)
    expect(come(after(701), { ticket: last, proof: proofOf(last) })).toBeNull()
    const other = ticketOf(come(ripe, nothing, '198.51.100.7'))
    expect(come(after(720), { ticket: other, proof: '' }, '198.51.100.7')).toBeNull()
  })

  test('takes no ticket that is made up, changed or old', () => {
    const { come, waitOf } = doorAfter(3)
    const ticket = ticketOf(come(start))
    const shorter = ticket.replace('-20-', '-0-')
    for (const one of ['', 'x', 'x.y', shorter, `${ticket}.x`.slice(1)]) expect(waitOf(one, start)).toBeNull()
    expect(waitOf(ticket, after(901))).toBeNull()
    expect(come(after(30), { ticket: shorter, proof: '' })).not.toBeNull()
    for (const proof of ['', '-1', '1e3', '0x1', ' 1', '9'.repeat(13)]) expect(isProof(ticket, proof)).toBe(false)
  })
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['2001:DB8::2', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['nonsense', 'nonsense'],
])('%s counts as %s', (address, network) => expect(networkOf(address)).toBe(network))
