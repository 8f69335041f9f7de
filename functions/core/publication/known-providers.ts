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

/** Where providers answer, without a zone to ask about, whether they have a template. */
export const TEMPLATE_APIS: readonly { readonly provider: string; readonly urlAPI: string }[] = [
  { provider: "Cloudflare", urlAPI: "https://api.cloudflare.com/client/v4/dns/domainconnect" },
  { provider: "GoDaddy", urlAPI: "https://domainconnect.api.godaddy.com" },
  { provider: "IONOS", urlAPI: "https://api.domainconnect.ionos.com" },
];

/** Returns the name of a provider by the host of its consent page; a name that it gives itself could be another's. */
export function providerName(host: string): string {
  return KNOWN.find(([domain]) => isAtOrBelow(host, domain))?.[1] ?? host;
}
