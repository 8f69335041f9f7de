import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** A network address with the length of its prefix. */
type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** Addresses that are not public: https://www.iana.org/assignments/iana-ipv4-special-registry */
const REFUSED_V4 = rangesOnFirstUse([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/3",
]);

/**
 * The global unicast range; loopback, local, IPv4-mapped and NAT64 addresses are outside:
 * https://www.iana.org/assignments/ipv6-address-space
 */
const GLOBAL_UNICAST_V6 = rangesOnFirstUse(["2000::/3"]);

/** Teredo and 6to4 contain an IPv4 address, which the IPv4 list could not check (RFC 4380, RFC 3056). */
const REFUSED_V6 = rangesOnFirstUse(["2001::/32", "2002::/16"]);

/**
 * Makes the check whether an address may be queried: public addresses, and the ranges that the deployer
 * allows.
 */
export function createAddressGuard(allowedRanges: readonly string[]): (address: string) => boolean {
  const allowed = rangesOf(allowedRanges);
  return (text) => {
    if (isIP(text) === 0) return false;
    const address = parsed(text);
    if (isIn(address, allowed)) return true;
    return address.kind() === "ipv4"
      ? !isIn(address, REFUSED_V4())
      : isIn(address, GLOBAL_UNICAST_V6()) && !isIn(address, REFUSED_V6());
  };
}

/** Returns whether an address is a loopback address. */
export function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && ipaddr.process(address).range() === "loopback";
}

/** Returns whether an address lies in one of the ranges. */
export function isInRanges(text: string, ranges: readonly string[]): boolean {
  return isIP(text) !== 0 && isIn(parsed(text), rangesOf(ranges));
}

function isIn(address: ipaddr.IPv4 | ipaddr.IPv6, ranges: readonly Range[]): boolean {
  return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

/** Parses an address. An IPv4 address, which is usual, needs no long regular expression. */
function parsed(text: string): ipaddr.IPv4 | ipaddr.IPv6 {
  return isIP(text) === 4 ? ipaddr.IPv4.parse(text) : ipaddr.IPv6.parse(text);
}

/** Parses the ranges on first use, because it takes milliseconds of a cold start. */
function rangesOnFirstUse(texts: readonly string[]): () => readonly Range[] {
  let ranges: readonly Range[] | undefined;
  return () => (ranges ??= rangesOf(texts));
}

function rangesOf(texts: readonly string[]): readonly Range[] {
  return texts.map((text) => ipaddr.parseCIDR(text));
}
