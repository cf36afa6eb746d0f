import { isIPv6 } from 'node:net'

/**
 * The bucket that an address counts in: an IPv4 address alone, in whatever spelling, and of IPv6 the network of 64 bits,
 * since that is what one subscriber has at least (RFC 6177).
 */
export function addressBucket(address: string): string {
  if (!isIPv6(address)) return address
  const groups = groupsOf(address)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  return isMapped
    ? groups
        .slice(6)
        .flatMap((group) => [group >> 8, group & 0xff])
        .join('.')
    : `${groups
        .slice(0, 4)
        .map((group) => group.toString(16))
        .join(':')}::/64`
}

/** The eight groups of 16 bits; a URL spells an address in one way (RFC 5952). */
function groupsOf(address: string): number[] {
  const [withoutZone = ''] = address.split('%')
  const canonical = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1)
  const [head = [], tail = []] = canonical.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const zeros = canonical.includes('::') ? Array<string>(8 - head.length - tail.length).fill('0') : []
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16))
}
