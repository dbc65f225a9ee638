import { isIP } from 'node:net'

import { isLoopback, isPublicAddress } from './public-address.ts'

/**
 * Reads an address that somebody typed for the portal to ask: https to a public host, or http to this very machine in a
 * demo. Null for everything else. Names are looked up, and their addresses checked, when they are asked.
 */
export function publicUrl(typed: string, demo: boolean): URL | null {
  if (typed.length > 2_000 || !URL.canParse(typed)) return null
  const url = new URL(typed)
  if (url.username || url.password) return null
  const host = hostOf(url)
  if (demo && (host === 'localhost' || isLoopback(host))) return isWeb(url) ? url : null
  if (url.protocol !== 'https:') return null
  return isIP(host) ? (isPublicAddress(host) ? url : null) : isPublicName(host) ? url : null
}

/** Without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/** The same host and port; a name with a dot at its end is the same name. */
export const isSameHost = (a: URL, b: URL): boolean => undotted(a) === undotted(b) && a.port === b.port

const undotted = ({ hostname }: URL): string => hostname.replace(/\.$/, '')

const isWeb = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:'

/** Names that by agreement are of no public host; a name with one part is one of the network behind the portal. */
const inside =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|test|invalid|onion|alt|arpa)$/

function isPublicName(host: string): boolean {
  const name = host.replace(/\.$/, '')
  return (
    name.includes('.') &&
    !inside.test(name) &&
    /^[a-z0-9.-]+$/.test(name) &&
    !/^\d+$/.test(name.split('.').at(-1) ?? '')
  )
}
