/** Where a request came from and what it was sent to, as the proxy in front says, if there is one that is believed. */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

type Raw = Pick<IncomingMessage, 'headers'> & { socket: Pick<IncomingMessage['socket'], 'remoteAddress'> }

const told = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'] as const

/**
 * Leaves what the proxy in front says of where a request came from, and nothing that the visitor said: proxies add their
 * value behind what they were sent, so the last one is its own, and `Forwarded`, which most of them pass on untouched, is
 * not believed. Otherwise anybody would come from any address that they like, and be counted nowhere.
 */
export function keepNearest({ headers }: Pick<IncomingMessage, 'headers'>): void {
  delete headers.forwarded
  for (const name of told) {
    const value = headers[name]
    if (value !== undefined) headers[name] = String(value).split(',').at(-1)?.trim()
  }
}

/** `trustProxy`: there is a proxy, and `keepNearest` has seen the request. */
export function originOf({ headers }: Pick<IncomingMessage, 'headers'>, trustProxy: boolean): string {
  const said = (name: string) => (trustProxy ? headers[name] : undefined)
  const protocol = said('x-forwarded-proto') === 'https' ? 'https' : 'http'
  return `${protocol}://${String(said('x-forwarded-host') || headers.host || 'localhost')}`
}

/** A proxy may add a port, and put an address of IPv6 into brackets. */
export function addressOf({ headers, socket }: Raw, trustProxy: boolean): string {
  const said = trustProxy ? String(headers['x-forwarded-for'] ?? '') : ''
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(said)?.[1] ?? /^([^:]*):\d+$/.exec(said)?.[1] ?? said
  return isIP(bare) ? bare : (socket.remoteAddress ?? '')
}
