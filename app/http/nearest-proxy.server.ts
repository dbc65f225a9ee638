import type { IncomingMessage } from 'node:http'

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
