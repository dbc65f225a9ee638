/** Which network addresses are anybody's on the internet. Everything else may be a machine behind the portal. */
import { BlockList, isIP } from 'node:net'

/** IANA's registry of special-purpose addresses, and multicast: none is a public server. */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10', // shared by a provider's customers
  '127.0.0.0/8',
  '169.254.0.0/16', // link-local; clouds tell machines their secrets here
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '168.63.129.16/32', // a cloud's own helper, at an address that looks public
]

/** Within the global unicast of IPv6 (2000::/3), which is all that is public at all. */
const special6 = [
  '2001::/23', // Teredo and other protocols: they hold an address of IPv4
  '2001:db8::/32',
  '2002::/16', // 6to4: likewise
  '2620:4f:8000::/48',
  '3fff::/20',
]

const closed = new BlockList()
const open6 = new BlockList()
for (const [family, ranges] of [['ipv4', special4] as const, ['ipv6', special6] as const]) {
  for (const range of ranges) addTo(closed, range, family)
}
addTo(open6, '2000::/3', 'ipv6')

/** Mapped, translated (NAT64) and site-local addresses of IPv6 lie outside of 2000::/3. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, 'ipv4')
    case 6:
      return open6.check(address, 'ipv6') && !closed.check(address, 'ipv6')
    default:
      return false
  }
}

/** For the demo, whose programs run on the same machine. */
export const isLoopback = (address: string): boolean => address === '127.0.0.1' || address === '::1'

function addTo(list: BlockList, range: string, family: 'ipv4' | 'ipv6'): void {
  const [net = '', bits] = range.split('/')
  list.addSubnet(net, Number(bits), family)
}
