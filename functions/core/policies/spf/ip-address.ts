import ipaddr from "ipaddr.js";
import { remembered } from "#core/dns/remembered";

/** An IP address that SPF compares. */
export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** Parses a dotted quad of RFC 7208 §12: four decimal numbers without leading zeros. */
export function parseIp4(text: string): ipaddr.IPv4 | undefined {
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : undefined;
}

/** Parses an IPv6 address (RFC 4291 §2.2) without a zone index. */
export function parseIp6(text: string): ipaddr.IPv6 | undefined {
  const isPlain = text.includes(":") && /^[0-9a-f:.]+$/i.test(text);
  return isPlain && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
}

/** Parses a sender's address; an IPv4-mapped address counts as IPv4 (RFC 7208 §5). */
export const parseSenderIp = remembered((text): IpAddress | undefined => {
  const wide = parseIp6(text);
  return wide === undefined ? parseIp4(text) : wide.isIPv4MappedAddress() ? wide.toIPv4Address() : wide;
});

/** Returns whether an address lies in a network of the same IP version. */
export function isInNetwork(address: IpAddress, network: IpAddress, prefix: number): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, prefix);
  return network instanceof ipaddr.IPv6 && address.match(network, prefix);
}

/** Returns whether an address is IPv6. */
export function isIp6(address: IpAddress): address is ipaddr.IPv6 {
  return address instanceof ipaddr.IPv6;
}

/** Returns the parts of an address for the macro "i": decimal octets, or 32 hexadecimal digits. */
export function partsOf(address: IpAddress): string[] {
  const bytes = address.toByteArray();
  return isIp6(address)
    ? bytes.flatMap((byte) => [...byte.toString(16).padStart(2, "0")])
    : bytes.map(String);
}
