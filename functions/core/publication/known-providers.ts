import { isAtOrBelow } from "#core/names/domain-name";

/** The domains of consent pages whose owners are known, with the names that people know. */
const KNOWN: readonly (readonly [domain: string, name: string])[] = [
  ["cloudflare.com", "Cloudflare"],
  ["godaddy.com", "GoDaddy"],
  ["ionos.com", "IONOS"],
  ["ionos.de", "IONOS"],
  ["1and1.com", "IONOS"],
  ["vercel.com", "Vercel"],
  ["glauca.digital", "Glauca"],
  ["namesilo.com", "NameSilo"],
  ["plesk.com", "Plesk"],
  ["wordpress.com", "WordPress.com"],
  ["squarespace.com", "Squarespace"],
];

/** Returns the name of a provider by the host of its consent page; a name that it gives itself could be another's. */
export function providerName(host: string): string {
  return KNOWN.find(([domain]) => isAtOrBelow(host, domain))?.[1] ?? host;
}
